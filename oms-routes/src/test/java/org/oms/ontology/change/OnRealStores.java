// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.oms.ontology.terminusdb.PreparedStores;
import org.oms.ontology.terminusdb.TerminusDb;

/** What commits are made with, on stores that are ready and an outbox that keeps its rows. */
abstract class OnRealStores {

  private static final String RECEIPTS = "collectReceipts";

  @Inject ChangePipeline pipeline;
  @Inject Statements statements;
  @Inject TerminusDb terminusDb;
  @Inject Heads states;
  @Inject Events events;
  @Inject PreparedStores stores;
  @Inject CommitMeters meters;
  @Inject DataSource dataSource;
  @Inject CamelContext camelContext;

  Database database;

  @BeforeEach
  void waitForStores() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> stores.postgresReady() && stores.terminusDbReady());
    database = new Database(dataSource);
  }

  /** The tests look at outbox rows, which would go as soon as they are stored. */
  @BeforeEach
  void keepTheOutbox() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> camelContext.getRouteController().getRouteStatus(RECEIPTS).isStarted());
    camelContext.getRouteController().stopRoute(RECEIPTS);
  }

  @AfterEach
  void letTheOutboxGo() throws Exception {
    camelContext.getRouteController().startRoute(RECEIPTS);
  }

  /** Of another instance of the service, with a lease of one second. */
  static ChangePipeline.Settings settings(String holder) {
    return new ChangePipeline.Settings(
        holder,
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(15),
        new GroupCommit.Limits(100, Duration.ofSeconds(20), 100),
        1000,
        7);
  }

  /** Ends an instance where it is, as a {@code kill -9} would. */
  static final class KilledError extends Error {
    private static final long serialVersionUID = 1L;
  }
}
