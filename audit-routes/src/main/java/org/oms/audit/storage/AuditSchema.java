// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.storage;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** The schema of the audit database, brought up to date as its owner. */
@ApplicationScoped
public class AuditSchema {

  private static final Logger LOG = Logger.getLogger(AuditSchema.class);

  private final Flyway flyway;
  private final AgroalDataSource connections;
  private final AtomicBoolean ready = new AtomicBoolean();

  AuditSchema(
      @FlywayDataSource("owner") Flyway flyway, @DataSource("owner") AgroalDataSource connections) {
    this.flyway = flyway;
    this.connections = connections;
  }

  /**
   * Applies the migrations that are missing.
   *
   * @throws FlywayException when PostgreSQL can't be reached or a migration fails
   */
  public void migrate() {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      LOG.warnf("Waiting for PostgreSQL: %s", e.getMessage().lines().findFirst().orElse(""));
      // Flyway does not give back a connection that broke: the pool would soon be used up.
      connections.flush(AgroalDataSource.FlushMode.ALL);
      throw e;
    }
    ready.set(true);
  }

  /** The migrations are applied. */
  public boolean isReady() {
    return ready.get();
  }
}
