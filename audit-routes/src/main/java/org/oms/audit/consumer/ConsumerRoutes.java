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
  private final IngestMeters ingestMeters;

  ConsumerRoutes(Consumers consumers, IngestMeters ingestMeters) {
    this.consumers = consumers;
    this.ingestMeters = ingestMeters;
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

    from(timer("measureIngest").period("{{audit.ingest.measure-interval}}"))
        .routeId("measureIngest")
        .routeDescription("How far behind ingestion is, for metrics")
        .routeConfigurationId("retryUntilDone")
        .bean(ingestMeters, "measure");
  }
}
