// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.oms.jetstream.JetStreamResources;
import org.oms.ontology.OmsConfig;

/** Puts the relay together. */
public final class OutboxConfiguration {

  @Produces
  @Singleton
  @Named("relayScheduler")
  @Unremovable
  RelayScheduler scheduler(OmsConfig config) {
    OmsConfig.Outbox outbox = config.outbox();
    return new RelayScheduler(
        new RelayScheduler.Pace(
            Duration.ofMillis(outbox.pollIntervalMsMin()),
            Duration.ofMillis(outbox.pollIntervalMsMax()),
            Duration.ofMillis(outbox.retryDelayMsMin()),
            Duration.ofMillis(outbox.retryDelayMsMax())));
  }

  @Produces
  @Singleton
  @Named("relay")
  @Unremovable
  Relay relay(RelayScheduler scheduler, AuditStream stream, OmsConfig config) {
    OmsConfig.Outbox outbox = config.outbox();
    return new Relay(
        UUID.randomUUID().toString(),
        outbox.batchMax(),
        outbox.leaseSeconds(),
        scheduler,
        stream::restore);
  }

  /** The JetStream component creates what is missing; health tells what differs. */
  @Produces
  @Singleton
  @Unremovable
  JetStreamResources stream() {
    return JetStreamResources.fromClasspath("AUDIT_EVENTS", "audit-ingest");
  }

  @Produces
  @Singleton
  Receipts receipts(ObjectMapper mapper, OmsConfig config) {
    return new Receipts(mapper, config.outbox().overdueSeconds());
  }
}
