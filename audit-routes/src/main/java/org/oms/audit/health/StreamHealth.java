// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.audit.consumer.IngestConsumer;
import org.oms.jetstream.Drift;

/** Stream and consumer are what their files in {@code nats/} say. */
@Readiness
@ApplicationScoped
public class StreamHealth implements HealthCheck {

  private final IngestConsumer consumer;

  StreamHealth(IngestConsumer consumer) {
    this.consumer = consumer;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("stream");
    try {
      List<Drift> drifts = consumer.drifts();
      drifts.forEach(
          drift -> health.withData(drift.resource() + "." + drift.field(), drift.toString()));
      return health.status(drifts.isEmpty()).build();
    } catch (IOException e) {
      return health.down().withData("reason", String.valueOf(e.getMessage())).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return health.down().withData("reason", "interrupted").build();
    }
  }
}
