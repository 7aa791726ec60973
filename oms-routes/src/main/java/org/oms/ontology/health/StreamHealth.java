// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.jetstream.Drift;
import org.oms.ontology.cache.HeadKeys;
import org.oms.ontology.outbox.AuditStream;

/**
 * NATS, whether its stream is as {@code nats/} says, and Redis. The service goes on without them.
 */
@Readiness
@ApplicationScoped
public class StreamHealth implements HealthCheck {

  private final AuditStream stream;
  private final HeadKeys headKeys;

  @Inject
  public StreamHealth(AuditStream stream, HeadKeys headKeys) {
    this.stream = stream;
    this.headKeys = headKeys;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("nats-redis").up();
    health.withData("redis", headKeys.quiet() ? "degraded" : "ok");
    try {
      List<Drift> drifts = stream.drifts();
      health.withData("nats", drifts.isEmpty() ? "ok" : "degraded: " + drifts);
    } catch (IOException e) {
      health.withData("nats", "degraded: events wait in the outbox: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return health.build();
  }
}
