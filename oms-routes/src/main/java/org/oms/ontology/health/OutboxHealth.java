// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.outbox.OutboxMeters;
import org.oms.ontology.terminusdb.PreparedStores;

/**
 * PostgreSQL and what waits in the outbox. Until it was there once, nobody can say which tokens are
 * revoked; later reads go on without it, so it is no reason for DOWN any more.
 */
@Readiness
@ApplicationScoped
public class OutboxHealth implements HealthCheck {

  private static final int VALIDATION_TIMEOUT_SECONDS = 2;

  private final DataSource dataSource;
  private final PreparedStores stores;
  private final OutboxMeters meters;
  private final BreakerStates breakers;
  private final int ageSecondsMax;

  @Inject
  public OutboxHealth(
      DataSource dataSource,
      PreparedStores stores,
      OutboxMeters meters,
      BreakerStates breakers,
      OmsConfig config) {
    this.dataSource = dataSource;
    this.stores = stores;
    this.meters = meters;
    this.breakers = breakers;
    this.ageSecondsMax = config.outbox().degradedAgeSeconds();
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health =
        HealthCheckResponse.named("postgres-outbox").status(stores.postgresReady());
    if (!stores.postgresReady()) {
      return health.withData("waitingFor", "PostgreSQL").build();
    }
    try (Connection connection = dataSource.getConnection()) {
      if (!connection.isValid(VALIDATION_TIMEOUT_SECONDS)) {
        return health.withData("degraded", "writes are refused: PostgreSQL hangs").build();
      }
    } catch (SQLException e) {
      return health.withData("degraded", "writes are refused: " + e.getMessage()).build();
    }
    OutboxMeters.Backlog backlog = meters.backlog();
    if (backlog.oldestSeconds() > ageSecondsMax || backlog.quarantined() > 0) {
      health.withData("degraded", "events wait to be published");
    }
    return health
        .withData("ready", backlog.ready())
        .withData("oldestAgeSeconds", (long) backlog.oldestSeconds())
        .withData("openIntents", backlog.openIntents())
        .withData("unreceipted", backlog.unreceipted())
        .withData("auditCircuitBreaker", breakers.of("audit"))
        .withData("quarantined", backlog.quarantined())
        .withData("commitLeaseHolder", backlog.commitHolder())
        .build();
  }
}
