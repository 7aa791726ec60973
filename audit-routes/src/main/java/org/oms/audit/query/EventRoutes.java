// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import static org.apache.camel.Exchange.CONTENT_TYPE;

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

  EventRoutes(EventQueries queries, EventFinder finder, EventAnswers answers, Timelines timelines) {
    this.queries = queries;
    this.finder = finder;
    this.answers = answers;
    this.timelines = timelines;
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
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(answers, "page");

    from(direct("getEvent"))
        .routeId("getEvent")
        .routeDescription("GET /events/{id}")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(queries, "fromId")
        .bean(finder, "findOne")
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(answers, "onlyEvent");

    from(direct("getTimeline"))
        .routeId("getTimeline")
        .routeDescription("GET /resources/{resourceType}/{resourceId}/timeline")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(timelines, "read")
        .setVariable("timeline", body())
        .to(sql("classpath:sql/query/select-gaps.sql"))
        .setVariable("gaps", body())
        .transform(simple("${variable.timeline.events}"))
        .bean(finder, "find")
        .setHeader("Link", method(answers, "link"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(timelines, "answer(${body}, ${variable.timeline}, ${variable.gaps})");
  }
}
