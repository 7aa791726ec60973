// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.oms.stack.LocalStack;

/** What tests ask of the service, and of its tables behind its back. */
record AuditClient(LocalStack stack) {

  static final String API = "/api/v1/audit";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  RequestSpecification as(String role) {
    return given().auth().oauth2(stack.token(role));
  }

  /** Stores that many events of a resource, and waits until they are there. */
  void store(String resource, int count) throws Exception {
    store(LongStream.rangeClosed(1, count).mapToObj(i -> SampleEvent.of(resource, i)).toList());
  }

  void store(SampleEvent... events) throws Exception {
    store(Arrays.asList(events));
  }

  void store(List<SampleEvent> events) throws Exception {
    try (EventStream stream = new EventStream(stack)) {
      events.forEach(stream::send);
      stream.awaitAcknowledged();
    }
    String last = events.get(events.size() - 1).id();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                count("select count(*) from audit.audit_events where event_id = ?::uuid", last)
                    == 1);
    String first = events.get(0).id();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                count("select count(*) from audit.audit_events where event_id = ?::uuid", first)
                    == 1);
  }

  /** The number a statement selects, read from the tables. */
  long count(String statement, Object... values) {
    return Long.parseLong(text(statement, values));
  }

  /** The text a statement selects; null when there is no row. */
  String text(String statement, Object... values) {
    try (Connection connection = stack.postgres().connect();
        PreparedStatement sql = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        sql.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = sql.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a statement as the superuser. */
  void administer(String statement) throws SQLException {
    try (Connection connection = stack.postgres().connect();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
