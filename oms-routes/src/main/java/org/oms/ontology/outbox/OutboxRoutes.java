// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.EndpointConsumerBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.terminusdb.PrepareStoresRoutes;

/** Publishes confirmed events: in order for each aggregate, at least once. */
@ApplicationScoped
public class OutboxRoutes extends EndpointRouteBuilder {

  private final Relay relay;
  private final AuditStream stream;

  @Inject
  public OutboxRoutes(Relay relay, AuditStream stream) {
    this.relay = relay;
    this.stream = stream;
  }

  @Override
  public void configure() {
    from(timer("prepareStream").repeatCount(1).delay(0))
        .routeId("prepareStream")
        .routeDescription("Stream and consumer, where they are missing")
        .routeConfigurationId("retryUntilDone")
        .bean(stream, "apply");

    from(timer("sharePartitions").period("{{oms.outbox.share-interval-ms}}"))
        .routeId("sharePartitions")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("Divides the partitions of the outbox among the instances")
        .routeConfigurationId("tryNextTime")
        .bean(relay, "membership")
        .to(sql("classpath:sql/outbox/share-partitions.sql"));

    from(readyEvents())
        .routeId("publishEvents")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("Confirmed events to the stream AUDIT_EVENTS, in order")
        .routeConfigurationId("propagate")
        .setVariable("rows", body())
        .bean(relay, "messages")
        .bean(relay, "publish")
        .bean(relay, "outcome(${variable.rows}, ${body})")
        .to(sql("classpath:sql/outbox/settle-batch.sql"))
        .bean(OutboxMeters.class, "settled");

    from(direct("publishBatch"))
        .routeId("publishBatch")
        .routeDescription("One batch to JetStream; the body becomes the outcome of each message")
        .routeConfigurationId("propagate")
        .to(auditEvents());

    from(timer("measureOutbox").period("{{oms.outbox.measure-interval-ms}}"))
        .routeId("measureOutbox")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("The backlog, for health and metrics")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/outbox/measure-outbox.sql"))
        .bean(OutboxMeters.class, "measured");

    from(timer("forgetAbandoned").period("{{oms.outbox.forget-interval-ms}}"))
        .routeId("forgetAbandoned")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("Deletes old intents that came to nothing, a batch at a time")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/outbox/delete-abandoned.sql"));
  }

  private static String auditEvents() {
    return "jetstream:" + AuditStream.NAME + "?maxInFlight={{oms.outbox.batch-max}}";
  }

  /** The rows come as one list; when to look again is the scheduler's business. */
  private EndpointConsumerBuilder readyEvents() {
    return sql("classpath:sql/outbox/claim-ready.sql")
        .useIterator(false)
        .routeEmptyResultSet(false)
        .initialDelay(1000)
        .advanced()
        .pollStrategy("#relayScheduler")
        .basic()
        .scheduler("#relayScheduler");
  }
}
