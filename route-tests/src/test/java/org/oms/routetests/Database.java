// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.oms.stack.PostgresPart;

/** Looks into PostgreSQL as its superuser, past the services. */
final class Database {

  private final PostgresPart postgres;

  Database(PostgresPart postgres) {
    this.postgres = postgres;
  }

  /** An outbox row as far as the tests care. */
  record OutboxRow(String id, boolean confirmed, boolean published, boolean abandoned) {}

  /** The outbox rows of a resource, oldest first. */
  List<OutboxRow> outbox(String resourceName) {
    return query(
        """
        select id::text, confirmed_at is not null, published_at is not null, abandoned_at is not null
          from oms.outbox_events
         where event -> 'data' -> 'target' ->> 'resourceName' = ?
         order by intended_at
        """,
        resourceName,
        row ->
            new OutboxRow(
                row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)));
  }

  /** The actions of the stored events of a resource, in their order. */
  List<String> storedActions(String resourceName) {
    return query(
        """
        select action
          from audit.audit_events
         where resource_name = ?
         order by subject, aggregate_sequence
        """,
        resourceName,
        row -> row.getString(1));
  }

  /** How the actors of the stored events of a resource were recognised. */
  List<String> storedAuthMethods(String resourceName) {
    return query(
        """
        select event -> 'data' -> 'actor' ->> 'authMethod'
          from audit.audit_events
         where resource_name = ?
        """,
        resourceName,
        row -> row.getString(1));
  }

  /** How many successful events of an action are stored about a resource. */
  long storedAbout(String resourceId) {
    return query(
            "select count(*) from audit.audit_events where resource_id = ? and success",
            resourceId,
            row -> row.getLong(1))
        .get(0);
  }

  /** The error codes of the stored events of a resource. */
  List<String> storedErrors(String resourceName) {
    return query(
        "select error_code from audit.audit_events where resource_name = ? and not success",
        resourceName,
        row -> row.getString(1));
  }

  /** The actors that were asked for by reads of the log, of those whose names begin with a word. */
  List<String> readsFor(String word) {
    return query(
        """
        select event #>> '{data,metadata,filters,actor}'
          from audit.audit_events
         where action = 'audit.read'
           and event #>> '{data,metadata,filters,actor}' like ?
        """,
        word + "%",
        row -> row.getString(1));
  }

  /** How many successful events of a resource are stored. */
  long stored(String resourceName) {
    return query(
            "select count(*) from audit.audit_events where resource_name = ? and success",
            resourceName,
            row -> row.getLong(1))
        .get(0);
  }

  /** How many successful events are stored of the resources whose names begin with a word. */
  long storedBeginning(String word) {
    return query(
            "select count(*) from audit.audit_events where resource_name like ? and success",
            word + "%",
            row -> row.getLong(1))
        .get(0);
  }

  /** How many outbox rows are published and not receipted of resources beginning with a word. */
  long publishedBeginning(String word) {
    return query(
            """
            select count(*)
              from oms.outbox_events
             where event -> 'data' -> 'target' ->> 'resourceName' like ?
               and published_at is not null
            """,
            word + "%",
            row -> row.getLong(1))
        .get(0);
  }

  /** Why the messages that carry a text were parked. */
  List<String> deadLetterReasons(String text) {
    return query(
        """
        select reason
          from audit.dead_letters
         where position(convert_to(?, 'UTF8') in payload) > 0
         order by id
        """,
        text,
        row -> row.getString(1));
  }

  /** Locks the outbox rows of a resource until the connection is closed. */
  Connection lockOutbox(String resourceName) throws SQLException {
    Connection connection = postgres.connect();
    connection.setAutoCommit(false);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select id
              from oms.outbox_events
             where event -> 'data' -> 'target' ->> 'resourceName' = ?
               for update
            """)) {
      statement.setString(1, resourceName);
      statement.executeQuery().close();
    }
    return connection;
  }

  /** How many statements wait for a lock somebody else holds. */
  long waitingForLock() {
    return query(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = ?",
            "oms",
            row -> row.getLong(1))
        .get(0);
  }

  /** The instance that holds the commit lease. */
  String commitLeaseHolder() {
    return query("select holder from oms.leases where name = ?", "commit", row -> row.getString(1))
        .get(0);
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, String parameter, Reading<T> reading) {
    try (Connection connection = postgres.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      List<T> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(reading.of(found));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
