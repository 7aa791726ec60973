// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The run that ended last, of those that delete, for health and metrics. */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class LastRun {

  private static final double MILLIS = 1000;

  private final AtomicReference<Ended> ended = new AtomicReference<>();
  private final Clock clock;

  /**
   * A run that has ended.
   *
   * @param trigger scheduled or manual
   */
  public record Ended(String id, String trigger, Instant at) {}

  LastRun(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    meters.gauge("audit.retention.last.run.age.seconds", this, LastRun::age);
  }

  /** Takes in what the tables say now. */
  public void measure(List<Map<String, Object>> rows) {
    for (Map<String, Object> row : rows) {
      Instant at = Instant.ofEpochMilli(((Number) row.get("finished_at")).longValue());
      ended.set(new Ended((String) row.get("id"), (String) row.get("trigger"), at));
    }
  }

  /** Empty before the first. */
  public Optional<Ended> ended() {
    return Optional.ofNullable(ended.get());
  }

  private double age() {
    return ended()
        .map(run -> (clock.millis() - run.at().toEpochMilli()) / MILLIS)
        .orElse(Double.NaN);
  }
}
