// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final String CREATED =
      """
      {"time": "2026-01-02T03:04:05.678Z", "branch": "main", "commit": "ib7k1h1fje4x17m5fejq3skrfzsepry",
       "data": {"action": "object_type.create", "success": true, "actor": {"username": "kim.minjun"},
         "target": {"resourceId": "ri.x", "resourceName": "Vessel"},
         "changes": {"fieldsChanged": ["a", "b", "c", "d", "e", "f"], "after": {"displayName": "선박"}}}}
      """;

  private static final String REFUSED =
      """
      {"time": "2026-01-02T03:04:06.000Z", "branch": "main",
       "data": {"action": "object_type.delete", "success": false, "errorCode": "forbidden",
         "actor": {"username": "choi.jiwoo"}, "target": {"resourceId": "Vessel"}}}
      """;

  @Test
  void event_isOneLineWithWhoWhatWhereAndWhatChanged() throws Exception {
    assertThat(lines(CREATED).get(1))
        .matches(
            ".*:05\\.678 +kim\\.minjun +object_type\\.create +Vessel \\(선박\\) +main +ib7k1h1 +a, b, c, d and 2 more");
  }

  @Test
  void refusedAttempt_saysSo() throws Exception {
    assertThat(lines(REFUSED).get(1))
        .matches(".*choi\\.jiwoo .*Vessel +main +- +REFUSED forbidden");
  }

  @Test
  void koreanLetters_takeTwoColumns() {
    assertThat(Timeline.padded("선박", 6)).isEqualTo("선박  ");
    assertThat(Timeline.padded("ship", 6)).isEqualTo("ship  ");
  }

  private static List<String> lines(String event) throws Exception {
    JsonNode json = new ObjectMapper().readTree(event);
    return Timeline.of(List.of(json));
  }
}
