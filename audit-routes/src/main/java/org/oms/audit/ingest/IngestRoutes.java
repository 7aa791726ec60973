// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.AuditConfig;

/**
 * From JetStream to PostgreSQL: each event once, acknowledged after the commit.
 *
 * <p>A batch is one transaction. Killed before its commit, it is delivered again; killed after the
 * commit and before the acknowledgement, it is delivered again and recognised.
 */
@ApplicationScoped
public class IngestRoutes extends EndpointRouteBuilder {

  private final NewEvents newEvents;
  private final StoredEvents storedEvents;
  private final String stream;

  IngestRoutes(NewEvents newEvents, StoredEvents storedEvents, AuditConfig config) {
    this.newEvents = newEvents;
    this.storedEvents = storedEvents;
    this.stream = config.nats().stream();
  }

  @Override
  public void configure() {
    from(auditEvents())
        .routeId("ingestEvents")
        .routeDescription("AUDIT_EVENTS to audit_events in batches, each event once")
        .routeConfigurationId("storeOrPark")
        .autoStartup(false) // prepareStorage starts it when there are tables
        .process(new ReadMessagesProcessor(stream))
        .bean(newEvents, "read")
        .to(direct("storeBatch"));

    // Beans give the columns, not ${body.…}: Camel's cache of bean methods hashes and keeps what
    // such an expression starts from, and that would be the whole batch. The ledger comes last:
    // from there to the commit one transaction waits for the other.
    from(direct("storeBatch"))
        .routeId("storeBatch")
        .routeDescription(
            "One transaction: dead letters, claimed ids, events, leaves of the ledger")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .setVariable("batch", body())
        .bean(newEvents, "refusedColumns")
        .to(sql("classpath:sql/ingest/insert-dead-letters.sql"))
        .bean(newEvents, "claim(${variable.batch})")
        .bean(storedEvents, "tell")
        .bean(newEvents, "columns")
        .to(sql("classpath:sql/ingest/insert-events.sql"))
        .to(sql("classpath:sql/ledger/append-leaves.sql"));

    from(direct("storeSeparately"))
        .routeId("storeSeparately")
        .routeDescription("Each event of a refused batch in a transaction of its own")
        .routeConfigurationId("propagate")
        .split(method(newEvents, "singles(${variable.batch})"))
        .stopOnException()
        .to(direct("storeOrParkEvent"));

    // doTry, because an exchange that a policy has handled makes a split stop without a failure:
    // the rest of the batch would be acknowledged and lost.
    from(direct("storeOrParkEvent"))
        .routeId("storeOrParkEvent")
        .routeDescription("One event of a refused batch is stored or becomes a dead letter")
        .routeConfigurationId("propagate")
        .doTry()
        .to(direct("storeBatch"))
        .doCatch(Exception.class)
        .onWhen(RefusedData::isCauseOf)
        .to(direct("parkEvent"));

    from(direct("parkEvent"))
        .routeId("parkEvent")
        .routeDescription("An event PostgreSQL refuses becomes a dead letter")
        .routeConfigurationId("propagate")
        .bean(newEvents, "refuse(${variable.batch}, ${exception.message})")
        .to(direct("storeBatch"));
  }

  private static String auditEvents() {
    return "jetstream:{{audit.nats.stream}}"
        + "?durable={{audit.nats.consumer}}"
        + "&batching=true"
        + "&maxBatch={{audit.ingest.batch-max}}"
        + "&maxBytes={{audit.ingest.batch-bytes-max}}"
        + "&concurrentConsumers={{audit.ingest.consumers}}"
        + "&nakDelay={{audit.ingest.retry-delay}}";
  }
}
