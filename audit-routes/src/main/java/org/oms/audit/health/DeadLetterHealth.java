// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.oms.audit.storage.AuditSchema;
import org.oms.audit.storage.SqlFile;

/** How many dead letters wait for a decision; they are somebody's work, not an outage. */
@Readiness
@ApplicationScoped
public class DeadLetterHealth implements HealthCheck {

  private final DataSource database;
  private final AuditSchema schema;
  private final String countOpen = SqlFile.named("deadletter/count-open").text();

  DeadLetterHealth(DataSource database, AuditSchema schema) {
    this.database = database;
    this.schema = schema;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("dead-letters").up();
    if (!schema.isReady()) {
      return health.build();
    }
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(countOpen);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return health.withData("open", rows.getLong(1)).build();
    } catch (SQLException e) {
      return health.withData("reason", String.valueOf(e.getMessage())).build();
    }
  }
}
