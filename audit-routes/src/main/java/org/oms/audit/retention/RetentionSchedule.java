// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.oms.audit.AuditConfig;
import org.oms.audit.ingest.OwnEvent;

/**
 * When retention runs by itself. A time that passed while no instance was there is made up for by
 * the first that comes; older ones are not.
 */
@Startup // a service whose schedule nobody understands must not start
@ApplicationScoped
public class RetentionSchedule {

  private static final String OFF = "off";
  private static final String BY = "audit";

  private final Optional<ExecutionTime> times;
  private final Clock clock;

  @Inject
  RetentionSchedule(AuditConfig config, Clock clock) {
    this(config.retention().schedule(), clock);
  }

  RetentionSchedule(String schedule, Clock clock) {
    this.times = schedule.equals(OFF) ? Optional.empty() : Optional.of(parse(schedule));
    this.clock = clock;
  }

  /** The run of the schedule's latest time; null when there is no schedule. */
  public Run due() {
    return lastTime().map(RetentionSchedule::run).orElse(null);
  }

  /** The latest time that has passed; empty when there is no schedule. */
  Optional<Instant> lastTime() {
    return times.flatMap(time -> time.lastExecution(now())).map(ZonedDateTime::toInstant);
  }

  /** The next time; empty when there is no schedule. */
  public Optional<Instant> nextTime() {
    return times.flatMap(time -> time.nextExecution(now())).map(ZonedDateTime::toInstant);
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(ZoneOffset.UTC);
  }

  private static Run run(Instant time) {
    String id = UUID.randomUUID().toString();
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("phase", "requested").put("dryRun", false);
    metadata.put("trigger", "scheduled").put("scheduledFor", time.toString());
    OwnEvent event =
        OwnEvent.byService(RetentionRuns.ACTION)
            .about(RetentionRuns.RESOURCE_TYPE, id, 1)
            .with(metadata);
    return new Run(id, false, BY, event, UUID.randomUUID().toString(), time.toString());
  }

  private static ExecutionTime parse(String schedule) {
    try {
      return ExecutionTime.forCron(
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
              .parse(schedule));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "AUDIT_RETENTION_SCHEDULE is neither off nor cron with five fields: " + schedule, e);
    }
  }
}
