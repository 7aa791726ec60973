// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Requests without a good token become events in the background. */
@ApplicationScoped
public class FailedAttemptRoutes extends EndpointRouteBuilder {

  private final FailedAttempts attempts;

  FailedAttemptRoutes(FailedAttempts attempts) {
    this.attempts = attempts;
  }

  @Override
  public void configure() {
    from(timer("tellFailedAttempts").period("{{audit.failed-attempts.tell-interval}}"))
        .routeId("tellFailedAttempts")
        .routeDescription("Requests without a good token as events, and one for those beyond")
        .routeConfigurationId("retryUntilDone")
        .autoStartup(false) // prepareStorage starts it when there are tables
        .bean(attempts, "tell");
  }
}
