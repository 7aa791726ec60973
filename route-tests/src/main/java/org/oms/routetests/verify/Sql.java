// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Runs the statements of {@code sql/verify} on one database, a row at a time. */
final class Sql {

  /** Rows the driver holds at a time, so that a million events need no more memory than a few. */
  private static final int FETCH_SIZE = 5_000;

  private final Connections.Postgres postgres;

  Sql(Connections.Postgres postgres) {
    this.postgres = postgres;
  }

  /** One row; a column that can't be read is a fault of the statement. */
  static final class Row {
    private final ResultSet row;

    private Row(ResultSet row) {
      this.row = row;
    }

    String text(String column) {
      return read(() -> row.getString(column));
    }

    boolean flag(String column) {
      return read(() -> row.getBoolean(column));
    }

    long number(String column) {
      return read(() -> row.getLong(column));
    }

    private static <T> T read(Reading<T> reading) {
      try {
        return reading.read();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private interface Reading<T> {
    T read() throws SQLException;
  }

  /** Hands over every row of the statement. */
  void each(String statement, Consumer<Row> consumer) {
    try (Connection connection =
        DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (PreparedStatement prepared = connection.prepareStatement(text(statement))) {
        prepared.setFetchSize(FETCH_SIZE);
        try (ResultSet rows = prepared.executeQuery()) {
          while (rows.next()) {
            consumer.accept(new Row(rows));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(statement + " failed: " + e.getMessage(), e);
    }
  }

  /** The only number a statement answers. */
  long number(String statement, String column) {
    long[] number = new long[1];
    each(statement, row -> number[0] = row.number(column));
    return number[0];
  }

  private static String text(String statement) {
    String path = "/sql/verify/" + statement + ".sql";
    try (InputStream file = Sql.class.getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
