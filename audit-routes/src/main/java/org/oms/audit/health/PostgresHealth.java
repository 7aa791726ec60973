// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.audit.storage.AuditSchema;

/** PostgreSQL answers, and its tables are up to date. */
@Readiness
@ApplicationScoped
public class PostgresHealth implements HealthCheck {

  private static final int TIMEOUT_SECONDS = 2;

  private final DataSource database;
  private final AuditSchema schema;

  PostgresHealth(DataSource database, AuditSchema schema) {
    this.database = database;
    this.schema = schema;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("postgres");
    if (!schema.isReady()) {
      return health.down().withData("waitingFor", "PostgreSQL, to apply migrations").build();
    }
    try (Connection connection = database.getConnection()) {
      return health.status(connection.isValid(TIMEOUT_SECONDS)).build();
    } catch (SQLException e) {
      return health.down().withData("reason", String.valueOf(e.getMessage())).build();
    }
  }
}
