// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import static org.apache.camel.Exchange.CONTENT_TYPE;
import static org.apache.camel.Exchange.HTTP_RESPONSE_CODE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.http.ReadRequestProcessor;

/** Runs of retention: asked for, worked on in the background, announced as events. */
@ApplicationScoped
public class RetentionRunRoutes extends EndpointRouteBuilder {

  private final RetentionRuns runs;
  private final RetentionRules rules;
  private final RetentionSchedule schedule;
  private final LastRun lastRun;

  RetentionRunRoutes(
      RetentionRuns runs, RetentionRules rules, RetentionSchedule schedule, LastRun lastRun) {
    this.runs = runs;
    this.rules = rules;
    this.schedule = schedule;
    this.lastRun = lastRun;
  }

  @Override
  public void configure() {
    from(direct("requestRetentionRun"))
        .routeId("requestRetentionRun")
        .routeDescription("POST /retention/runs")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setVariable("run", method(runs, "request"))
        .to(direct("insertRetentionRun"))
        .setHeader(HTTP_RESPONSE_CODE, constant(202))
        .setHeader("Location", simple("{{audit.http.api-path}}/retention/runs/${variable.run.id}"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(runs, "accepted(${variable.run})");

    from(direct("insertRetentionRun"))
        .routeId("insertRetentionRun")
        .routeDescription("One transaction: a run is asked for, and that is an event")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .to(sql("classpath:sql/retention/insert-run.sql"))
        .bean(runs, "requested(${variable.run}, ${body})")
        .to(direct("storeBatch"));

    from(direct("listRetentionRuns"))
        .routeId("listRetentionRuns")
        .routeDescription("GET /retention/runs")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(rules, "all")
        .to(sql("classpath:sql/retention/select-runs.sql"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(rules, "list");

    from(direct("getRetentionRun"))
        .routeId("getRetentionRun")
        .routeDescription("GET /retention/runs/{id}")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(rules, "one")
        .to(sql("classpath:sql/retention/select-runs.sql"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(rules, "only");

    from(timer("scheduleRetention").period("{{audit.retention.schedule-poll-interval}}"))
        .routeId("scheduleRetention")
        .routeDescription("A run when the schedule says so; when the last one was, for metrics")
        .routeConfigurationId("retryUntilDone")
        .autoStartup(false) // prepareStorage starts it when there are tables
        .to(direct("insertScheduledRun"))
        .to(sql("classpath:sql/retention/select-last-run.sql"))
        .bean(lastRun, "measure");

    from(direct("insertScheduledRun"))
        .routeId("insertScheduledRun")
        .routeDescription("One transaction: a run is due, unless it was made or another goes on")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .bean(schedule, "due")
        .filter(body().isNotNull())
        .setVariable("run", body())
        .to(sql("classpath:sql/retention/insert-run.sql"))
        .filter(simple("${body.isEmpty} == false"))
        .bean(runs, "requested(${variable.run}, ${body})")
        .to(direct("storeBatch"));

    from(timer("workOnRetention").period("{{audit.retention.poll-interval}}"))
        .routeId("workOnRetention")
        .routeDescription("Steps of the run that is under way; ends of runs as events")
        .routeConfigurationId("retryUntilDone")
        .autoStartup(false) // prepareStorage starts it when there are tables
        .bean(runs, "work")
        .to(sql("classpath:sql/retention/select-unannounced.sql"))
        .split(body())
        .bean(runs, "announce")
        .to(sql("classpath:sql/retention/mark-announced.sql"));
  }
}
