// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** How many successful events are stored of each request whose id begins with a word. */
  Map<String, Long> storedByRequest(String word) {
    Map<String, Long> stored = new HashMap<>();
    query(
            """
            select event -> 'data' ->> 'requestId', count(*)
              from audit.audit_events
             where event -> 'data' ->> 'requestId' like ?
               and success
             group by 1
            """,
            word + "%",
            row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
    return stored;
  }

  /**
   * Events of resources beginning with a word that were told in another order than made: each says
   * in its description the number of its write, {@code write 17}.
   */
  List<String> disordered(String word) {
    return query(
        """
        select subject || ' ' || aggregate_sequence
          from (select subject,
                       aggregate_sequence,
                       split_part(event #>> '{data,changes,after,description}', ' ', 2)::int as made,
                       lag(split_part(event #>> '{data,changes,after,description}', ' ', 2)::int)
                         over (partition by subject order by aggregate_sequence) as made_before
                  from audit.audit_events
                 where resource_name like ?
                   and success) told
         where made <= made_before
        """,
        word + "%",
        row -> row.getString(1));
  }

  /** How many outbox rows are on their way. */
  long unsettled() {
    return query(
            "select count(*) from oms.outbox_events where abandoned_at is null and aggregate like ?",
            "%",
            row -> row.getLong(1))
        .get(0);
  }

  /** How many events tell of requests without a good token. */
  long failedAttemptEvents() {
    return query(
            "select count(*) from audit.audit_events where action = ?",
            "auth.failed",
            row -> row.getLong(1))
        .get(0);
  }

  /** Of how many requests without a good token the stored events tell. */
  long failedAttempts() {
    return query(
            """
            select coalesce(sum((event::jsonb -> 'data' -> 'metadata' ->> 'attempts')::bigint), 0)
              from audit.audit_events
             where action = ?
            """,
            "auth.failed",
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

  /** Locks the whole outbox until the connection is closed. */
  Connection lockOutboxTable() throws SQLException {
    Connection connection = postgres.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table oms.outbox_events in access exclusive mode");
    }
    return connection;
  }

  /** Makes the publication of these events look older than it is. */
  void letTimePassSincePublication(String word, Duration time) {
    query(
        """
        update oms.outbox_events
           set published_at = published_at - make_interval(secs => %d),
               receipt_at = receipt_at - make_interval(secs => %d)
         where event -> 'data' -> 'target' ->> 'resourceName' like ?
        returning id::text
        """
            .formatted(time.toSeconds(), time.toSeconds()),
        word + "%",
        row -> row.getString(1));
  }

  /** How many outbox rows there are of resources beginning with a word. */
  long outboxBeginning(String word) {
    return query(
            """
            select count(*)
              from oms.outbox_events
             where event -> 'data' -> 'target' ->> 'resourceName' like ?
            """,
            word + "%",
            row -> row.getLong(1))
        .get(0);
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
