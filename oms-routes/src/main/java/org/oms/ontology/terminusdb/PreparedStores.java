// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** Migrations of both stores, and whether they are done. */
@ApplicationScoped
public class PreparedStores {

  private static final Logger LOG = Logger.getLogger(PreparedStores.class);

  private final Flyway flyway;
  private final AgroalDataSource connections;
  private final TerminusDb terminusDb;
  private volatile boolean postgresReady;
  private volatile boolean terminusDbReady;

  @Inject
  public PreparedStores(Flyway flyway, AgroalDataSource connections, TerminusDb terminusDb) {
    this.flyway = flyway;
    this.connections = connections;
    this.terminusDb = terminusDb;
  }

  /** Applies what is missing; fails when PostgreSQL is not there. */
  public void preparePostgres() {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      // Flyway does not give back a connection that broke: the pool would be used up in time.
      connections.flush(AgroalDataSource.FlushMode.ALL);
      throw e;
    }
    postgresReady = true;
    LOG.info("PostgreSQL is ready");
  }

  /** Makes what is missing; fails when TerminusDB is not there. */
  public void prepareTerminusDb() {
    terminusDb.install(
        TerminusDbConfiguration.schema(TerminusDb.ONTOLOGY),
        TerminusDbConfiguration.schema(TerminusDb.WORKFLOW),
        Instant.now());
    terminusDbReady = true;
    LOG.info("TerminusDB is ready");
  }

  public boolean postgresReady() {
    return postgresReady;
  }

  public boolean terminusDbReady() {
    return terminusDbReady;
  }
}
