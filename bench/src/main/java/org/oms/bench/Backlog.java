// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/**
 * A backlog of events: how fast the relay drains the outbox, then how fast the audit service stores
 * what is in the stream. Each service works alone, the other is stopped.
 */
final class Backlog {

  private static final int EVENTS_PER_AGGREGATE = 10;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 200;

  private final Target target;
  private final Switch oms;
  private final Switch audit;
  private final int events;

  Backlog(Target target, Switch oms, Switch audit, int events) {
    this.target = target;
    this.oms = oms;
    this.audit = audit;
    this.events = events;
  }

  void run(Figures figures) throws Exception {
    oms.stop();
    audit.stop();
    String run = "bench-" + System.currentTimeMillis();
    try (Connection connection = connect()) {
      insertReadyEvents(connection, run);
      DirectPublish directPublish = new DirectPublish(target, connection, events);
      double directRate = directPublish.run(run);
      double drained = drain(connection, run);
      figures.add(
          String.format(Locale.ROOT, "outbox drain, %,d events", events),
          Figures.perSecond(drained, "events"),
          "plain Java, select and publishAsync: " + Figures.perSecond(directRate, "events"),
          Figures.times(drained / directRate),
          "≥ 20,000 events/s");
      double insertRate = new DirectInsert(connection, events).run(run);
      double ingested = ingest(connection, run);
      figures.add(
          String.format(Locale.ROOT, "ingest, %,d events, all indexes", events),
          Figures.perSecond(ingested, "events"),
          "plain JDBC batches, same table: " + Figures.perSecond(insertRate, "events"),
          Figures.times(ingested / insertRate),
          "≥ 12,000 events/s and ≥ 0.5×");
    }
    oms.start();
  }

  private void insertReadyEvents(Connection connection, String run) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(Sql.read("insert-ready-events"))) {
      insert.setString(1, run);
      insert.setInt(2, EVENTS_PER_AGGREGATE);
      insert.setInt(3, events);
      insert.executeUpdate();
    }
    try (Statement vacuum = connection.createStatement()) {
      vacuum.execute("vacuum analyze oms.outbox_events");
    }
  }

  private double drain(Connection connection, String run) throws Exception {
    oms.start();
    waitFor(connection, "count-published", run);
    double rate = rate(connection, "rate-published", run);
    oms.stop();
    return rate;
  }

  private double ingest(Connection connection, String run) throws Exception {
    audit.start();
    waitFor(connection, "count-stored", run);
    return rate(connection, "rate-stored", run);
  }

  private void waitFor(Connection connection, String query, String run) throws Exception {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (rate(connection, query, run) < events) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(query + " did not reach " + events + " in " + LONGEST_WAIT);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static double rate(Connection connection, String query, String run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(Sql.read(query))) {
      statement.setString(1, run);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getDouble(1);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        target.postgresUrl(), target.postgresUser(), target.postgresPassword());
  }
}
