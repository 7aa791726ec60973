// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** The routes run. Parts that are down are no reason to restart the service. */
@Liveness
@ApplicationScoped
public class LiveHealth implements HealthCheck {

  private final CamelContext camel;

  LiveHealth(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("routes").status(camel.isStarted()).build();
  }
}
