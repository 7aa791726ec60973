// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.audit.problem.RefusedException;

class CursorTest {

  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-24T09:30:12.345678Z");
  private static final Cursor CURSOR =
      new Cursor(7, Cursor.keyOf(TIME), UUID.fromString("01936f2e-5d1a-7b3c-9f10-2a4b6c8d0e12"));

  @Test
  void comesBackAsItWas() {
    assertThat(Cursor.parse(CURSOR.text(), 7, "cursor")).isEqualTo(CURSOR);
    assertThat(CURSOR.keyFor(Sort.OCCURRED_AT)).isEqualTo(TIME);
  }

  @Test
  void ofOtherFiltersIsRefused() {
    assertThatThrownBy(() -> Cursor.parse(CURSOR.text(), 8, "cursor"))
        .isInstanceOf(RefusedException.class);
    assertThat(Cursor.fingerprint(new TreeMap<>(Map.of("a", "bc"))))
        .isNotEqualTo(Cursor.fingerprint(new TreeMap<>(Map.of("ab", "c"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%%%", "AAAA", "직원", "AeOwxEKY_BwUAAZhAlty1Kh_OdZdJGtJbqIGPgvdUOq"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Cursor.parse(text, 7, "cursor")).isInstanceOf(RefusedException.class);
  }
}
