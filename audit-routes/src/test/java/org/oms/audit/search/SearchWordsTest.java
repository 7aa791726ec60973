// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchWordsTest {

  @Test
  void wordsAreLettersAndDigitsOfAnyScript() {
    assertThat(vector("kim.minjun created object_type.create: 직원, é!"))
        .isEqualTo("'kim':1 'minjun':2 'created':3 'object':4 'type':5 'create':6 '직원':7 'é':8 ");
  }

  @Test
  void oneFormOfUnicode_decomposedHangulIsFoundToo() {
    String decomposed = java.text.Normalizer.normalize("직원", java.text.Normalizer.Form.NFD);
    assertThat(vector(decomposed)).isEqualTo(vector("직원"));
  }

  @Test
  void aSymbolIsAWord() {
    assertThat(vector("a😀b ❤️")).isEqualTo("'a':1 '😀':2 'b':3 '❤':4 ");
  }

  @Test
  void nothingInTextCanEndALiteral() {
    assertThat(vector("'; drop table audit_events; -- \\")).doesNotContain("\\", ";", "--");
  }

  @Test
  void severalWordsAreAPhrase_theLastMayBeABeginning() {
    SearchWords words = new SearchWords(10);
    words.add("kim.min");
    assertThat(words.query(true)).contains("'kim' <-> 'min':*");
    assertThat(words.query(false)).contains("'kim' <-> 'min'");
  }

  @Test
  void noWord_noQuery() {
    SearchWords words = new SearchWords(10);
    words.add("... --");
    assertThat(words.query(false)).isEmpty();
  }

  @Test
  void wordsAndTheirLengthAreLimited() {
    SearchWords words = new SearchWords(2);
    words.add("a b c");
    assertThat(words.vector()).isEqualTo("'a':1 'b':2 ");
    assertThat(vector("x".repeat(5000))).hasSizeLessThan(250);
  }

  private static String vector(String text) {
    SearchWords words = new SearchWords(100);
    words.add(text);
    return words.vector();
  }
}
