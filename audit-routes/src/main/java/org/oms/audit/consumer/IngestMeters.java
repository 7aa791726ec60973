// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.api.ConsumerInfo;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * How far behind ingestion is: {@code audit_ingest_pending}, {@code audit_ingest_unacknowledged}
 * (both of the consumer that all instances share; no number while NATS does not answer) and {@code
 * audit_ingest_last_fetch_age_seconds} of this instance.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class IngestMeters {

  private final IngestConsumer consumer;
  private final Instant begin = Instant.now();
  private volatile double pending = Double.NaN;
  private volatile double unacknowledged = Double.NaN;

  @Inject
  IngestMeters(IngestConsumer consumer, MeterRegistry registry) {
    this.consumer = consumer;
    registry.gauge("audit.ingest.pending", this, self -> self.pending);
    registry.gauge("audit.ingest.unacknowledged", this, self -> self.unacknowledged);
    registry.gauge(
        "audit.ingest.last.fetch.age.seconds", this, IngestMeters::secondsSinceLastFetch);
  }

  /** Asks the broker. */
  public void measure() throws InterruptedException {
    try {
      ConsumerInfo info = consumer.info();
      pending = info.getNumPending();
      unacknowledged = info.getNumAckPending();
    } catch (IOException e) {
      pending = Double.NaN;
      unacknowledged = Double.NaN;
    }
  }

  /** Before the first fetch: since the start. */
  private double secondsSinceLastFetch() {
    return Duration.between(consumer.lastFetch().orElse(begin), Instant.now()).toMillis() / 1000.0;
  }
}
