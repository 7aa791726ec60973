// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** The tables of the ledger as they are at one instant, read a few rows at a time. */
final class LedgerDatabase implements AutoCloseable {

  /** Rows in memory for each statement: events are some kilobytes. */
  private static final int FETCH_ROWS = 1_000;

  /** Rows come in the order of an index then, instead of being sorted and hashed on disk first. */
  private static final String IN_ORDER = "-c enable_hashjoin=off -c enable_mergejoin=off";

  private final Connection connection;

  LedgerDatabase(String url, String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("options", IN_ORDER);
    connection = DriverManager.getConnection(url, properties);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
  }

  /** The rows of a statement of {@code sql/ledger}; several may be open at a time. */
  ResultSet open(String statement) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(text(statement));
    prepared.closeOnCompletion();
    prepared.setFetchSize(FETCH_ROWS);
    return prepared.executeQuery();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static String text(String statement) {
    try (InputStream file =
        LedgerDatabase.class.getResourceAsStream("/sql/ledger/" + statement + ".sql")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
