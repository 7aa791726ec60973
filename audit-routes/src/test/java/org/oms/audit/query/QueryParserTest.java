// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oms.audit.problem.RefusedException;

class QueryParserTest {

  private static final int TERMS_MAX = 5;

  @Test
  void everyKindOfTerm() {
    assertThat(
            QueryParser.parse(
                "actor:kim action:object_type.* -branch:main \"free text\" 직원", TERMS_MAX))
        .containsExactly(
            new Term("actor", "kim", false, false, 0),
            new Term("action", "object_type.", true, false, 10),
            new Term("branch", "main", false, true, 31),
            new Term(null, "free text", false, false, 44),
            new Term(null, "직원", false, false, 56));
  }

  @Test
  void aFieldCanHaveAPathAndAQuotedValue() {
    assertThat(QueryParser.parse("changes.after.displayName:\"a \\\"b\\\" c\"", TERMS_MAX))
        .containsExactly(new Term("changes.after.displayName", "a \"b\" c", false, false, 0));
  }

  @Test
  void aValueMayHaveColons() {
    assertThat(QueryParser.parse("resourceId:ri:x", TERMS_MAX))
        .containsExactly(new Term("resourceId", "ri:x", false, false, 0));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "actor:,             missing-value,      6",
        "a \"b,              unclosed-quote,     2",
        "actor:\"\",         missing-value,      6",
        "a*b,                misplaced-asterisk, 1",
        "*,                  misplaced-asterisk, 0",
        "\"a\"b,             missing-space,      3",
        "a\"b,               misplaced-quote,    1",
        "a -,                missing-value,      3",
        "a b c d e f,        too-many-terms,    10"
      })
  void aRefusalNamesThePosition(String query, String code, int position) {
    RefusedException refusal =
        catchThrowableOfType(RefusedException.class, () -> QueryParser.parse(query, TERMS_MAX));
    assertThat(refusal.violations()).hasSize(1);
    assertThat(refusal.violations().get(0).code()).isEqualTo(code);
    assertThat(refusal.violations().get(0).position()).isEqualTo(position);
  }

  @Test
  void anEmptyQueryIsRefused() {
    assertThat(
            catchThrowableOfType(RefusedException.class, () -> QueryParser.parse("   ", TERMS_MAX)))
        .isNotNull();
  }
}
