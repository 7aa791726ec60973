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
  PollScheduler relayScheduler(OmsConfig config) {
    OmsConfig.Outbox outbox = config.outbox();
    return new PollScheduler(
        "relay",
        new PollScheduler.Pace(
            Duration.ofMillis(outbox.pollIntervalMsMin()),
            Duration.ofMillis(outbox.pollIntervalMsMax()),
            Duration.ofMillis(outbox.retryDelayMsMin()),
            Duration.ofMillis(outbox.retryDelayMsMax())));
  }

  @Produces
  @Singleton
  @Named("receiptScheduler")
  @Unremovable
  PollScheduler receiptScheduler(OmsConfig config) {
    OmsConfig.Outbox outbox = config.outbox();
    Duration idle = Duration.ofMillis(outbox.receiptIntervalMs());
    return new PollScheduler(
        "receipts",
        new PollScheduler.Pace(
            idle,
            idle,
            Duration.ofMillis(outbox.retryDelayMsMin()),
            Duration.ofMillis(outbox.retryDelayMsMax())));
  }

  @Produces
  @Singleton
  @Named("relay")
  @Unremovable
  Relay relay(
      @Named("relayScheduler") PollScheduler scheduler,
      GuardedPublication nats,
      AuditStream stream,
      EventSpans spans,
      OmsConfig config) {
    OmsConfig.Outbox outbox = config.outbox();
    return new Relay(
        new Relay.Instance(
            UUID.randomUUID().toString(),
            outbox.batchMax(),
            outbox.batchBytesMax(),
            outbox.leaseSeconds()),
        scheduler,
        nats::publish,
        spans,
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
