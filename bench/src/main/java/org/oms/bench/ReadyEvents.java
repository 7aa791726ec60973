// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * Confirmed events in the outbox, as the change pipeline leaves them: visible to the relay all at
 * once.
 *
 * @param run their correlation id
 */
record ReadyEvents(String run, int events) {

  private static final int EVENTS_PER_AGGREGATE = 10;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 100;

  static ReadyEvents insert(Connection connection, int events) throws SQLException {
    String run = UUID.randomUUID().toString();
    try (PreparedStatement insert = connection.prepareStatement(Sql.read("insert-ready-events"))) {
      insert.setString(1, run);
      insert.setInt(2, EVENTS_PER_AGGREGATE);
      insert.setInt(3, events);
      insert.executeUpdate();
    }
    return new ReadyEvents(run, events);
  }

  /** Waits until the relay has published them all. */
  void awaitPublished(Connection connection) throws Exception {
    await(connection, "count-published");
  }

  /** Waits until the audit log holds them all. */
  void awaitStored(Connection connection) throws Exception {
    await(connection, "count-stored");
  }

  /** Puts the same events into Debezium's outbox, in one transaction. */
  void copyForDebezium(Connection connection) throws SQLException {
    try (PreparedStatement copy = connection.prepareStatement(Sql.read("copy-for-debezium"))) {
      copy.setString(1, run);
      copy.executeUpdate();
    }
  }

  /** A number about these events. */
  double number(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(Sql.read(query))) {
      statement.setString(1, run);
      return Sql.number(statement);
    }
  }

  private void await(Connection connection, String query) throws Exception {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (number(connection, query) < events) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(query + " did not reach " + events + " in " + LONGEST_WAIT);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
