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
 * The yardstick for ingestion: the very rows that the audit service stored, by JDBC batches into a
 * table with the same columns and indexes. Nothing is read from a stream, parsed, checked, claimed
 * or acknowledged.
 */
final class DirectInsert {

  private static final int BATCH = 500;

  private final Connection connection;

  DirectInsert(Connection connection) {
    this.connection = connection;
  }

  /** Events a second. */
  double run(ReadyEvents events) throws SQLException {
    List<String[]> rows = rows(events);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.read("create-copy"));
      try {
        return insertAll(rows);
      } finally {
        statement.execute(Sql.read("drop-copy"));
      }
    }
  }

  private double insertAll(List<String[]> rows) throws SQLException {
    long start = System.nanoTime();
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(Sql.read("insert-into-copy"))) {
      for (int i = 0; i < rows.size(); i++) {
        String[] row = rows.get(i);
        for (int column = 0; column < row.length; column++) {
          insert.setString(column + 1, row[column]);
        }
        insert.addBatch();
        if ((i + 1) % BATCH == 0 || i + 1 == rows.size()) {
          insert.executeBatch();
          connection.commit();
        }
      }
    } finally {
      connection.setAutoCommit(true);
    }
    return rows.size() / ((System.nanoTime() - start) / 1e9);
  }

  private List<String[]> rows(ReadyEvents events) throws SQLException {
    List<String[]> rows = new ArrayList<>(events.events());
    try (PreparedStatement select = connection.prepareStatement(Sql.read("select-stored"))) {
      select.setString(1, events.run());
      try (ResultSet row = select.executeQuery()) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          String[] values = new String[columns];
          for (int column = 0; column < columns; column++) {
            values[column] = row.getString(column + 1);
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }
}
