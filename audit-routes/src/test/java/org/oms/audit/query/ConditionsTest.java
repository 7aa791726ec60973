// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private final Conditions conditions = new Conditions();

  @Test
  void aValueIsBoundForEachQuestionMark_andNeverInTheText() {
    Condition condition = conditions.matches("actor", "' or 1=1 --", false);
    assertThat(condition.sql()).isEqualTo("(actor_id = ? or actor_name = ?)");
    assertThat(condition.values()).containsExactly("' or 1=1 --", "' or 1=1 --");
  }

  @Test
  void whatLikeUnderstandsIsEscaped() {
    assertThat(conditions.matches("action", "a_b%c\\", true).values())
        .containsExactly("a\\_b\\%c\\\\%");
  }

  @Test
  void aPathIsAnArray() {
    assertThat(conditions.matchesAt(List.of("data", "metadata", "n"), "3", false).values())
        .containsExactly("{data,metadata,n}", "3");
  }

  @Test
  void exceptKeepsRowsWithoutAValue() {
    assertThat(conditions.except(conditions.matches("branch", "main", false)).sql())
        .isEqualTo("(branch = ?) is not true");
  }

  @Test
  void everySortHasItsFragments() {
    for (Sort sort : Sort.values()) {
      assertThat(conditions.fragment("sort." + sort.parameter())).isNotBlank();
      assertThat(conditions.fragment("after." + sort.parameter())).isNotBlank();
    }
  }
}
