// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import static org.apache.camel.Exchange.CONTENT_TYPE;
import static org.apache.camel.component.sql.SqlOutputType.SelectOne;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.http.ReadRequestProcessor;

/** Reading the log: one route for each operation on events in {@code audit.openapi.yaml}. */
@ApplicationScoped
public class EventRoutes extends EndpointRouteBuilder {

  private final EventQueries queries;
  private final EventFinder finder;
  private final EventAnswers answers;
  private final Timelines timelines;
  private final RecordedReads reads;
  private final Statistics statistics;

  EventRoutes(
      EventQueries queries,
      EventFinder finder,
      EventAnswers answers,
      Timelines timelines,
      RecordedReads reads,
      Statistics statistics) {
    this.queries = queries;
    this.finder = finder;
    this.answers = answers;
    this.timelines = timelines;
    this.reads = reads;
    this.statistics = statistics;
  }

  @Override
  public void configure() {
    from(direct("listEvents"))
        .routeId("listEvents")
        .routeDescription("GET /events")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(queries, "fromParameters")
        .bean(finder, "find")
        .bean(reads, "record('listEvents', ${variable.request}, ${body})")
        .setHeader("Link", method(answers, "link"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(answers, "page");

    from(direct("queryEvents"))
        .routeId("queryEvents")
        .routeDescription("POST /events/query")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(queries, "fromBody")
        .bean(finder, "find")
        .bean(reads, "record('queryEvents', ${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(answers, "page");

    from(direct("getEvent"))
        .routeId("getEvent")
        .routeDescription("GET /events/{id}")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(queries, "fromId")
        .bean(finder, "findOne")
        .bean(reads, "record('getEvent', ${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(answers, "onlyEvent");

    from(direct("getTimeline"))
        .routeId("getTimeline")
        .routeDescription("GET /resources/{resourceType}/{resourceId}/timeline")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(timelines, "read")
        .setVariable("timeline", body())
        .to(direct("findMissing"))
        .transform(simple("${variable.timeline.events}"))
        .bean(finder, "find")
        .bean(reads, "record('getTimeline', ${variable.request}, ${body})")
        .setHeader("Link", method(answers, "link"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(
            timelines,
            "answer(${body}, ${variable.timeline}, ${variable.gaps}, ${variable.deleted})");

    from(direct("findMissing"))
        .routeId("findMissing")
        .routeDescription("What a timeline lacks: gaps, and events that retention has deleted")
        .routeConfigurationId("propagate")
        .to(sql("classpath:sql/query/select-gaps.sql"))
        .setVariable("gaps", body())
        .to(sql("classpath:sql/query/count-deleted.sql").outputType(SelectOne))
        .setVariable("deleted", body());

    from(direct("getStatistics"))
        .routeId("getStatistics")
        .routeDescription("GET /statistics")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(statistics, "count")
        .bean(reads, "recordCount('getStatistics', ${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(statistics, "answer");

    from(direct("getActorActivity"))
        .routeId("getActorActivity")
        .routeDescription("GET /actors/{id}/activity")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setVariable("events", method(statistics, "activity"))
        .setVariable("counts", method(statistics, "countActions(${variable.events})"))
        .bean(finder, "find(${variable.events})")
        .bean(reads, "record('getActorActivity', ${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(statistics, "answerActivity(${body}, ${variable.counts})");
  }
}
