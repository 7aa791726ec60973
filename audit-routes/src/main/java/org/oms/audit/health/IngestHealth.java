// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import io.nats.client.api.ConsumerInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.audit.AuditConfig;
import org.oms.audit.consumer.IngestConsumer;

/** Ingestion pulls, and how far behind it is. */
@Readiness
@ApplicationScoped
public class IngestHealth implements HealthCheck {

  private final IngestConsumer consumer;
  private final Duration fetchAgeMax;

  IngestHealth(IngestConsumer consumer, AuditConfig config) {
    this.consumer = consumer;
    this.fetchAgeMax = config.ingest().fetchAgeMax();
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("ingest");
    Optional<Instant> lastFetch = consumer.lastFetch();
    Duration age = lastFetch.map(at -> Duration.between(at, Instant.now())).orElse(fetchAgeMax);
    lastFetch.ifPresent(at -> health.withData("lastFetchAgeMs", age.toMillis()));
    health.withData("boundThreads", consumer.boundThreads());
    try {
      ConsumerInfo info = consumer.info();
      health.withData("pending", info.getNumPending());
      health.withData("ackPending", info.getNumAckPending());
      health.withData("redelivered", info.getRedelivered());
    } catch (IOException e) {
      return health.down().withData("reason", String.valueOf(e.getMessage())).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return health.down().withData("reason", "interrupted").build();
    }
    return health.status(age.compareTo(fetchAgeMax) < 0).build();
  }
}
