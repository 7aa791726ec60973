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
import org.oms.ontology.outbox.AuditStream;
import org.oms.ontology.redis.Redis;

/**
 * NATS, whether its stream is as {@code nats/} says, and Redis. The service goes on without them.
 */
@Readiness
@ApplicationScoped
public class StreamHealth implements HealthCheck {

  private static final String BYPASSED =
      "the cache is bypassed, sessions are refused, PostgreSQL is asked for revoked tokens, each"
          + " instance limits rates by itself";

  private final AuditStream stream;
  private final Redis redis;
  private final BreakerStates breakers;

  @Inject
  public StreamHealth(AuditStream stream, Redis redis, BreakerStates breakers) {
    this.stream = stream;
    this.redis = redis;
    this.breakers = breakers;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("nats-redis").up();
    health.withData("circuitBreaker", breakers.of("nats"));
    health.withData("redis", redis.isGone() ? "degraded: " + BYPASSED : "ok");
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
