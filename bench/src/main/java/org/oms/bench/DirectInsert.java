// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The yardstick for ingestion: JDBC batches into a table like the audit log's, indexes included.
 */
final class DirectInsert {

  private static final int BATCH = 500;

  private final Connection connection;
  private final int events;

  DirectInsert(Connection connection, int events) {
    this.connection = connection;
    this.events = events;
  }

  /** Events a second. */
  double run(String run) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create schema bench");
      statement.execute("create table bench.audit_events (like audit.audit_events including all)");
      try {
        return insertAll(bodies(run));
      } finally {
        statement.execute("drop schema bench cascade");
      }
    }
  }

  private double insertAll(List<String> bodies) throws SQLException {
    long start = System.nanoTime();
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(Sql.read("insert-event"))) {
      for (int i = 0; i < bodies.size(); i++) {
        insert.setString(1, bodies.get(i));
        insert.addBatch();
        if ((i + 1) % BATCH == 0 || i + 1 == bodies.size()) {
          insert.executeBatch();
          connection.commit();
        }
      }
    } finally {
      connection.setAutoCommit(true);
    }
    return bodies.size() / ((System.nanoTime() - start) / 1e9);
  }

  private List<String> bodies(String run) throws SQLException {
    List<String> bodies = new ArrayList<>(events);
    try (PreparedStatement select = connection.prepareStatement(Sql.read("select-ready"))) {
      select.setString(1, run);
      select.setLong(2, 0);
      select.setInt(3, events);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          bodies.add(row.getString("event"));
        }
      }
    }
    return bodies;
  }
}
