// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

  private Instant now = Instant.parse("2026-01-02T00:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final FailedAttempts attempts = new FailedAttempts(clock, 60_000, 30);

  @Test
  void aWindowHasRoomForSoManyEvents_andCountsTheOthers() {
    assertThat(admitted(10_000)).isEqualTo(30);
    assertThat(attempts.untold()).isEqualTo(9_970);
  }

  @Test
  void theNextWindowHasRoomAgain() {
    admitted(100);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(admitted(100)).isEqualTo(30);
    assertThat(attempts.untold()).isEqualTo(140);
  }

  @Test
  void whatWasTold_isNotToldAgain() {
    admitted(100);
    Refusal summary = attempts.summary(attempts.untold());
    admitted(5);
    attempts.told(70);
    assertThat(summary.action()).isEqualTo("auth.failed");
    assertThat(summary.metadata()).containsEntry("attempts", "70");
    assertThat(attempts.untold()).isEqualTo(5);
  }

  private long admitted(int requests) {
    return IntStream.range(0, requests).filter(any -> attempts.admit()).count();
  }
}
