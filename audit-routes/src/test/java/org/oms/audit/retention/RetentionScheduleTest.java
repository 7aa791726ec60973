// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionScheduleTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-25T03:29:59Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "30 3 * * *, 2026-11-24T03:30:00Z, 2026-11-25T03:30:00Z",
    "29 3 * * *, 2026-11-25T03:29:00Z, 2026-11-26T03:29:00Z",
    "0 4 1 * *,  2026-11-01T04:00:00Z, 2026-12-01T04:00:00Z",
    "* * * * *,  2026-11-25T03:29:00Z, 2026-11-25T03:30:00Z"
  })
  void theLatestTimeIsDue(String cron, Instant last, Instant next) {
    RetentionSchedule schedule = new RetentionSchedule(cron, NOW);
    assertThat(schedule.lastTime()).contains(last);
    assertThat(schedule.nextTime()).contains(next);
    assertThat(schedule.due().scheduledFor()).isEqualTo(last.toString());
    assertThat(schedule.due().dryRun()).isFalse();
  }

  @Test
  void offIsNever() {
    RetentionSchedule schedule = new RetentionSchedule("off", NOW);
    assertThat(schedule.due()).isNull();
    assertThat(schedule.nextTime()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "daily", "0 3 * *", "0 0 3 * * ?", "60 3 * * *", "Off"})
  void whatNobodyUnderstandsIsRefusedAtTheStart(String schedule) {
    assertThatThrownBy(() -> new RetentionSchedule(schedule, NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AUDIT_RETENTION_SCHEDULE");
  }
}
