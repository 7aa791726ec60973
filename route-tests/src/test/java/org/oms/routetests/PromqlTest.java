// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What an expression reads is found whole, or a query of nothing would pass for one of something.
 */
class PromqlTest {

  @Test
  void selectors_areFoundInFunctionsAndComparisons_eachAlternativeByItself() {
    Promql query =
        new Promql(
            """
            sum by (job) (rate(requests{uri="/api",outcome=~"OK|BAD"}[2m]))
              / sum by (job) (rate(all_total[2m])) > 0.05 and max(waiting) > max(done)
            """);
    assertThat(query.selectors())
        .containsExactly(
            "requests{uri=\"/api\",outcome=\"OK\"}",
            "requests{uri=\"/api\",outcome=\"BAD\"}",
            "all_total",
            "waiting",
            "done");
    assertThat(query.groupingLabels()).containsExactly("job", "job");
  }
}
