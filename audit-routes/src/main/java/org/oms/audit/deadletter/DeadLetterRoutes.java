// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.deadletter;

import static org.apache.camel.Exchange.CONTENT_TYPE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.http.ReadRequestProcessor;
import org.oms.audit.ingest.NewEvents;

/** Messages that could not be stored: to look at, to try again, to settle. */
@ApplicationScoped
public class DeadLetterRoutes extends EndpointRouteBuilder {

  private final DeadLetters deadLetters;
  private final DeadLetterMeters meters;
  private final NewEvents newEvents;

  DeadLetterRoutes(DeadLetters deadLetters, DeadLetterMeters meters, NewEvents newEvents) {
    this.deadLetters = deadLetters;
    this.meters = meters;
    this.newEvents = newEvents;
  }

  @Override
  public void configure() {
    from(direct("listDeadLetters"))
        .routeId("listDeadLetters")
        .routeDescription("GET /dead-letters")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(deadLetters, "list")
        .setVariable("query", body())
        .to(sql("classpath:sql/deadletter/select-dead-letters.sql"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(deadLetters, "page(${body}, ${variable.query})");

    from(direct("replayDeadLetter"))
        .routeId("replayDeadLetter")
        .routeDescription("POST /dead-letters/{id}/replay")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setVariable("decision", method(deadLetters, "replay"))
        .to(direct("replayMessage"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .transform(simple("${body[0][json]}"));

    from(direct("discardDeadLetter"))
        .routeId("discardDeadLetter")
        .routeDescription("POST /dead-letters/{id}/discard")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setVariable("decision", method(deadLetters, "discard"))
        .to(direct("discardMessage"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .transform(simple("${body[0][json]}"));

    from(direct("replayMessage"))
        .routeId("replayMessage")
        .routeDescription("One transaction: the event is stored and the dead letter resolved")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .to(sql("classpath:sql/deadletter/select-dead-letter.sql"))
        .bean(deadLetters, "open")
        .bean(newEvents, "read")
        .bean(deadLetters, "accepted")
        .to(direct("storeBatch"))
        .to(sql("classpath:sql/deadletter/resolve-dead-letter.sql"));

    from(direct("discardMessage"))
        .routeId("discardMessage")
        .routeDescription("One transaction: the dead letter is still open and gets resolved")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .to(sql("classpath:sql/deadletter/select-dead-letter.sql"))
        .bean(deadLetters, "open")
        .to(sql("classpath:sql/deadletter/resolve-dead-letter.sql"));

    from(timer("measureDeadLetters").period("{{audit.ingest.measure-interval}}"))
        .routeId("measureDeadLetters")
        .routeDescription("How many dead letters nobody has decided about, for metrics")
        .routeConfigurationId("retryUntilDone")
        .autoStartup(false) // prepareStorage starts it when there are tables
        .to(sql("classpath:sql/deadletter/count-open.sql").outputType("SelectOne"))
        .bean(meters, "measured");
  }
}
