// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oms.audit.http.FailedAttempt;
import org.oms.audit.http.Origin;
import org.oms.audit.ingest.OwnEvent;

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
  private final List<OwnEvent> stored = new ArrayList<>();
  private boolean away;
  private final FailedAttempts attempts =
      new FailedAttempts(this::store, clock, Duration.ofMinutes(1), 30);

  @Test
  void aWindowHasRoomForSoManyEvents_andOneTellsTheOthers() {
    attempt(10_000);
    attempts.tell();
    assertThat(stored).hasSize(30);
    now = now.plus(Duration.ofMinutes(1));
    attempts.tell();
    attempts.tell();
    assertThat(stored).hasSize(31);
    assertThat(told()).isEqualTo(10_000);
    attempt(1);
    attempts.tell();
    assertThat(told()).isEqualTo(10_001);
  }

  @Test
  void whatCanNotBeStoredWaits_andIsNeverMoreThanAWindowHolds() {
    away = true;
    for (int minute = 0; minute < 10; minute++) {
      attempt(100);
      assertThatThrownBy(attempts::tell).isInstanceOf(IllegalStateException.class);
      now = now.plus(Duration.ofMinutes(1));
    }
    away = false;
    attempts.tell();
    assertThat(stored).hasSize(30);
    now = now.plus(Duration.ofMinutes(1));
    attempts.tell();
    assertThat(stored).hasSize(31);
    assertThat(told()).isEqualTo(1_000);
  }

  private void attempt(int times) {
    Origin origin = new Origin("r-1", "127.0.0.1", "curl", null);
    for (int i = 0; i < times; i++) {
      attempts.note(new FailedAttempt(origin, "listEvents"));
    }
  }

  private void store(OwnEvent event) {
    if (away) {
      throw new IllegalStateException("away");
    }
    stored.add(event);
  }

  private long told() {
    return stored.stream()
        .mapToLong(event -> event.json().at("/data/metadata/attempts").asLong())
        .sum();
  }
}
