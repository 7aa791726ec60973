// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.audit.retention.LastRun;
import org.oms.audit.retention.RetentionSchedule;

/** When retention ran last and runs next. Events that are kept too long are no outage. */
@Readiness
@ApplicationScoped
public class RetentionHealth implements HealthCheck {

  private final LastRun lastRun;
  private final RetentionSchedule schedule;

  RetentionHealth(LastRun lastRun, RetentionSchedule schedule) {
    this.lastRun = lastRun;
    this.schedule = schedule;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("retention").up();
    lastRun
        .ended()
        .ifPresent(
            run ->
                health
                    .withData("lastRun", run.id())
                    .withData("lastRunTrigger", run.trigger())
                    .withData("lastRunAt", run.at().toString()));
    health.withData("nextRunAt", schedule.nextTime().map(Object::toString).orElse("off"));
    return health.build();
  }
}
