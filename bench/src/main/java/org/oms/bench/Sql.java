// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements of {@code resources/sql}, by name. */
final class Sql {

  private Sql() {}

  static String read(String name) {
    return resource("/sql/" + name + ".sql");
  }

  /** The text of a resource. */
  static String resource(String name) {
    try (InputStream file = Sql.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalArgumentException("There is no " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one number a statement answers with. */
  static double number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getDouble(1);
    }
  }

  /** The one number a statement without parameters answers with. */
  static double number(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(read(name))) {
      return number(statement);
    }
  }
}
