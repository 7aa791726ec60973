// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A statement whose parameters are arrays with names, as routes have it, for a connection of one's
 * own.
 */
public record NamedSql(String text, List<String> parameters) {

  private static final Pattern PARAMETER = Pattern.compile(":#(\\w+)");

  public NamedSql {
    parameters = List.copyOf(parameters);
  }

  public static NamedSql of(SqlFile file) {
    return new NamedSql(
        PARAMETER.matcher(file.text()).replaceAll("?"),
        PARAMETER
            .matcher(file.text())
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList());
  }

  /** Executes it with these arrays of texts or bytes. */
  public void execute(Connection connection, Map<String, Object[]> values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (int i = 0; i < parameters.size(); i++) {
        Object[] value = values.get(parameters.get(i));
        String type = value instanceof byte[][] ? "bytea" : "text";
        statement.setArray(i + 1, connection.createArrayOf(type, value));
      }
      statement.execute();
    }
  }
}
