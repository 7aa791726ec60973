// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.jetstream.Drift;
import org.oms.jetstream.JetStreamEndpoint;
import org.oms.jetstream.JetStreamResources;
import org.oms.ontology.cache.HeadKeys;

/**
 * NATS, whether its stream is as {@code nats/} says, and Redis. The service goes on without them.
 */
@Readiness
@ApplicationScoped
public class StreamHealth implements HealthCheck {

  private final CamelContext camelContext;
  private final JetStreamResources resources;
  private final HeadKeys headKeys;

  @Inject
  public StreamHealth(CamelContext camelContext, JetStreamResources resources, HeadKeys headKeys) {
    this.camelContext = camelContext;
    this.resources = resources;
    this.headKeys = headKeys;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("nats-redis").up();
    health.withData("redis", headKeys.quiet() ? "degraded" : "ok");
    try {
      JetStreamEndpoint stream =
          camelContext.getEndpoint("jetstream:AUDIT_EVENTS", JetStreamEndpoint.class);
      List<Drift> drifts = resources.drifts(stream.connection());
      health.withData("nats", drifts.isEmpty() ? "ok" : "degraded: " + drifts);
    } catch (IOException e) {
      health.withData("nats", "degraded: events wait in the outbox: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return health.build();
  }
}
