// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How text becomes the words by which it is found, the same way for what is stored and what is
 * asked.
 *
 * <p>PostgreSQL's own parser takes {@code kim.minjun} for a host and {@code object_type.create} for
 * a file; here a word is letters and digits of any script, in lower case and in one Unicode form,
 * and a symbol such as an emoji is a word of its own.
 */
public final class SearchWords {

  /** Longer words are cut: PostgreSQL refuses words of 2 KiB, and nobody types such a word. */
  private static final int WORD_CHARS_MAX = 200;

  private final List<String> words = new ArrayList<>();
  private final int wordsMax;

  /** Collects at most so many words; the rest is not searched. */
  public SearchWords(int wordsMax) {
    this.wordsMax = wordsMax;
  }

  /** Adds the words of a text. */
  public void add(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < normal.length() && words.size() < wordsMax; ) {
      int character = normal.codePointAt(i);
      i += Character.charCount(character);
      if (isPartOfWord(character)) {
        if (word.length() < WORD_CHARS_MAX) {
          word.appendCodePoint(character);
        }
        continue;
      }
      end(word);
      if (Character.getType(character) == Character.OTHER_SYMBOL) {
        end(word.appendCodePoint(character));
      }
    }
    end(word);
  }

  /** The words as a {@code tsvector} literal, with their positions for phrases. */
  public String vector() {
    StringBuilder vector = new StringBuilder(words.size() * 12);
    for (int i = 0; i < words.size(); i++) {
      vector.append('\'').append(words.get(i)).append("':").append(i + 1).append(' ');
    }
    return vector.toString();
  }

  /**
   * The words as a {@code tsquery} literal: one after the other.
   *
   * @param prefix the last word is only a beginning
   * @return empty when there is no word to look for
   */
  public Optional<String> query(boolean prefix) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String query = "'" + String.join("' <-> '", words) + "'";
    return Optional.of(prefix ? query + ":*" : query);
  }

  private void end(StringBuilder word) {
    if (word.length() > 0 && words.size() < wordsMax) {
      words.add(word.toString());
    }
    word.setLength(0);
  }

  private static boolean isPartOfWord(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          // Variation selectors belong to symbols, which are found without them.
          !(character >= 0xFE00 && character <= 0xFE0F);
      default -> Character.isLetterOrDigit(character);
    };
  }
}
