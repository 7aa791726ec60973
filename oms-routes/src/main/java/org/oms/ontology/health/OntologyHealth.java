// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.ontology.terminusdb.PreparedStores;
import org.oms.ontology.terminusdb.TerminusDb;
import org.oms.ontology.terminusdb.TerminusDbException;

/**
 * The ontology's store. Without it the service has nothing to serve until it was there once; later
 * it goes on from memory.
 */
@Readiness
@ApplicationScoped
public class OntologyHealth implements HealthCheck {

  private final PreparedStores stores;
  private final TerminusDb terminusDb;
  private final BreakerStates breakers;

  @Inject
  public OntologyHealth(PreparedStores stores, TerminusDb terminusDb, BreakerStates breakers) {
    this.stores = stores;
    this.terminusDb = terminusDb;
    this.breakers = breakers;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health =
        HealthCheckResponse.named("terminusdb").status(stores.terminusDbReady());
    if (!stores.terminusDbReady()) {
      return health.withData("waitingFor", "TerminusDB").build();
    }
    try {
      health.withData("head", terminusDb.headOf(TerminusDb.MAIN));
    } catch (TerminusDbException e) {
      health.withData("degraded", "writes are refused: " + e.getMessage());
    }
    return health.withData("circuitBreaker", breakers.of("terminusdb")).build();
  }
}
