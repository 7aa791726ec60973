// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.audit.ledger.Checkpoints;

/**
 * Whether the tree may be signed. A damaged ledger is an alarm, not an outage: events are stored
 * and read as before.
 */
@Readiness
@ApplicationScoped
public class LedgerHealth implements HealthCheck {

  private final Checkpoints checkpoints;

  LedgerHealth(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("ledger").up();
    health.withData("damaged", checkpoints.refusal().isPresent());
    checkpoints.refusal().ifPresent(reason -> health.withData("reason", reason));
    return health.build();
  }
}
