// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.oms.audit.storage.SqlFile;

/** Runs controls: each is one query, whose findings decide. */
@ApplicationScoped
public class Controls {

  /** PostgreSQL has cancelled the statement, for its time was over. */
  private static final String CANCELLED = "57014";

  private final DataSource database;
  private final Clock clock;
  private final String runControl = SqlFile.named("report/run-control").text();

  Controls(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The result of a control, as reports have it. */
  ObjectNode run(Control control, ReportJob report) throws SQLException {
    Instant began = clock.instant();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("id", control.id());
    result.put("standard", control.standards().get(report.framework()));
    result.put("title", control.title());
    if (control.note() != null) {
      result.put("note", control.note());
    }
    ArrayNode samples = JsonNodeFactory.instance.arrayNode();
    try {
      long count = 0;
      if (!applies(control, report)) {
        result.put("status", "NOT_APPLICABLE");
      } else {
        count = findings(control.sql(), report, samples);
        result.put("status", count > 0 ? control.when() : control.none());
      }
      result.put("count", count);
    } catch (SQLException e) {
      if (!CANCELLED.equals(e.getSQLState())) {
        throw e;
      }
      result.put("status", "WARN").put("count", 0);
      result.put("note", "Not decided: the query took too long.");
    }
    result.set("samples", samples);
    if (control.sql() != null) {
      result.put("query", control.sql());
    }
    result.put("ranAt", began.toString());
    result.put("durationMs", Duration.between(began, clock.instant()).toMillis());
    return result;
  }

  private boolean applies(Control control, ReportJob report) throws SQLException {
    return control.sql() != null
        && (control.appliesSql() == null
            || findings(control.appliesSql(), report, JsonNodeFactory.instance.arrayNode()) > 0);
  }

  private long findings(String control, ReportJob report, ArrayNode samples) throws SQLException {
    String sql = runControl.replace("{control}", control);
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, report.from());
      statement.setObject(2, report.to());
      long count = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          samples.add(rows.getString("id"));
          count = rows.getLong("count");
        }
      }
      return count;
    }
  }
}
