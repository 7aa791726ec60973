// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import static org.apache.camel.Exchange.CONTENT_TYPE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.http.ReadRequestProcessor;

/** Events over HTTP, for services that do not speak NATS; the path behind it is the same. */
@ApplicationScoped
public class AppendRoutes extends EndpointRouteBuilder {

  private final HttpEvents httpEvents;
  private final NewEvents newEvents;

  AppendRoutes(HttpEvents httpEvents, NewEvents newEvents) {
    this.httpEvents = httpEvents;
    this.newEvents = newEvents;
  }

  @Override
  public void configure() {
    from(direct("appendEvents"))
        .routeId("appendEvents")
        .routeDescription("POST /events")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setVariable("messages", method(httpEvents, "read"))
        .bean(newEvents, "read(${variable.messages})")
        .bean(httpEvents, "accepted")
        .to(direct("storeBatch"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(httpEvents, "answer(${variable.messages})");
  }
}
