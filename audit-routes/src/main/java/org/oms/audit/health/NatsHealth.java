// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.audit.consumer.IngestConsumer;

/** The broker is connected. */
@Readiness
@ApplicationScoped
public class NatsHealth implements HealthCheck {

  private final IngestConsumer consumer;

  NatsHealth(IngestConsumer consumer) {
    this.consumer = consumer;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("nats");
    try {
      Connection connection = consumer.connection();
      return health.up().withData("server", connection.getConnectedUrl()).build();
    } catch (IOException e) {
      return health.down().withData("waitingFor", "NATS: " + e.getMessage()).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return health.down().withData("reason", "interrupted").build();
    }
  }
}
