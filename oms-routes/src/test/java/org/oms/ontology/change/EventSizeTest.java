// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes are what {@code octet_length(json::jsonb::text)} answers in PostgreSQL. */
class EventSizeTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                             | 2",
        "[]                             | 2",
        "{\"a\":1,\"b\":[true,null,\"\"]} | 31",
        "\"선박 ⚓\"                       | 12",
        "\"\\u0001\\n\\\"\\\\\"           | 14",
        "[1e30,1.25]                    | 39",
      })
  void anEvent_isMeasuredAsItIsPublished(String json, long bytes) throws Exception {
    assertThat(EventSize.bytes(JSON.readTree(json))).isEqualTo(bytes);
  }
}
