// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.storage;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.EndpointConsumerBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Prepares the tables before anything is ingested, and keeps partitions ahead of the calendar. */
@ApplicationScoped
public class StorageRoutes extends EndpointRouteBuilder {

  private final AuditSchema schema;

  StorageRoutes(AuditSchema schema) {
    this.schema = schema;
  }

  @Override
  public void configure() {
    from(onceAtStart())
        .routeId("prepareStorage")
        .routeDescription("Migrations, then ingestion may begin; waits for PostgreSQL and NATS")
        .routeConfigurationId("retryUntilDone")
        .bean(schema, "migrate")
        .to(direct("createPartitions"))
        .to(controlbus("route").routeId("ingestEvents").action("start"))
        .to(controlbus("route").routeId("measureDeadLetters").action("start"))
        .to(controlbus("route").routeId("workOnRetention").action("start"))
        .to(controlbus("route").routeId("scheduleRetention").action("start"))
        .to(controlbus("route").routeId("tellFailedAttempts").action("start"))
        .to(controlbus("route").routeId("makeReports").action("start"))
        .to(controlbus("route").routeId("deleteOldReports").action("start"));

    from(everyPartitionInterval())
        .routeId("keepPartitionsAhead")
        .routeDescription("A partition of audit_events for each of the coming months")
        .routeConfigurationId("retryUntilDone")
        .to(direct("createPartitions"));

    from(direct("createPartitions"))
        .routeId("createPartitions")
        .routeDescription("Makes the partitions that are missing")
        .routeConfigurationId("propagate")
        .to(sql("classpath:sql/storage/create-partitions.sql"));
  }

  private EndpointConsumerBuilder onceAtStart() {
    return timer("prepareStorage").repeatCount(1).delay(0);
  }

  private EndpointConsumerBuilder everyPartitionInterval() {
    return timer("keepPartitionsAhead")
        .delay("{{audit.storage.partition-interval}}")
        .period("{{audit.storage.partition-interval}}");
  }
}
