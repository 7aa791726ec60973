// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.consumer;

import static org.apache.camel.Exchange.CONTENT_TYPE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.http.ReadRequestProcessor;

/** How far ingestion has come. */
@ApplicationScoped
public class ConsumerRoutes extends EndpointRouteBuilder {

  private final Consumers consumers;

  ConsumerRoutes(Consumers consumers) {
    this.consumers = consumers;
  }

  @Override
  public void configure() {
    from(direct("listConsumers"))
        .routeId("listConsumers")
        .routeDescription("GET /consumers")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(consumers, "list");
  }
}
