// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.oms.audit.AuditConfig;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.storage.SqlFile;

/**
 * Runs searches for events.
 *
 * <p>The statement is put together from the files in {@code sql/query}, since one statement for all
 * filters would have one plan for all; every value is bound.
 */
@ApplicationScoped
public class EventFinder {

  /** Rows fetched at once, so that a page of large events is cut before it is in memory. */
  private static final int FETCH_ROWS = 50;

  private final DataSource database;
  private final Conditions conditions;
  private final long pageBytesMax;
  private final int countMax;
  private final String selectEvents = SqlFile.named("query/select-events").text();
  private final String countEvents = SqlFile.named("query/count-events").text();

  EventFinder(DataSource database, Conditions conditions, AuditConfig config) {
    this.database = database;
    this.conditions = conditions;
    this.pageBytesMax = config.query().pageMax().asLongValue();
    this.countMax = config.query().countMax();
  }

  /** A page of events that fit. */
  public EventPage find(EventQuery query) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false); // else the driver fetches all rows at once
      try {
        return find(connection, query);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /**
   * The page with the one event that was asked for.
   *
   * @throws RefusedException when there is none that the caller may see
   */
  public EventPage findOne(EventQuery query) throws SQLException {
    EventPage page = find(query);
    if (page.events().isEmpty()) {
      throw new RefusedException(ProblemKind.NOT_FOUND, "There is no such event.");
    }
    return page;
  }

  private EventPage find(Connection connection, EventQuery query) throws SQLException {
    List<StoredEvent> events = new ArrayList<>();
    boolean more = select(connection, query, events);
    OptionalLong count = query.count() ? count(connection, query) : OptionalLong.empty();
    return new EventPage(
        query,
        events,
        more ? Optional.of(endOf(events, query)) : Optional.empty(),
        count,
        count.isPresent() && count.getAsLong() >= countMax);
  }

  private static Cursor endOf(List<StoredEvent> events, EventQuery query) {
    StoredEvent last = events.get(events.size() - 1);
    return new Cursor(query.fingerprint(), last.keyFor(query.sort()), last.id());
  }

  /** Adds the events of the page; true when others follow. */
  private boolean select(Connection connection, EventQuery query, List<StoredEvent> events)
      throws SQLException {
    List<Condition> all = new ArrayList<>(query.conditions());
    String order = query.sort().parameter();
    query
        .cursor()
        .ifPresent(
            cursor ->
                all.add(
                    conditions.named("after." + order, cursor.keyFor(query.sort()), cursor.id())));
    String sql = with(selectEvents, all).replace("{order}", conditions.fragment("sort." + order));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      bind(statement, all, query.limit() + 1);
      try (ResultSet rows = statement.executeQuery()) {
        return addRows(rows, query.limit(), events);
      }
    }
  }

  private boolean addRows(ResultSet rows, int limit, List<StoredEvent> events) throws SQLException {
    long characters = 0;
    while (rows.next()) {
      if (events.size() == limit || characters > pageBytesMax) {
        return true;
      }
      StoredEvent event = event(rows);
      characters += event.event().length();
      events.add(event);
    }
    return false;
  }

  private OptionalLong count(Connection connection, EventQuery query) throws SQLException {
    String sql = with(countEvents, query.conditions());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, query.conditions(), countMax);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return OptionalLong.of(rows.getLong(1));
      }
    }
  }

  static String with(String sql, List<Condition> conditions) {
    List<String> fragments = new ArrayList<>();
    fragments.add("true");
    conditions.forEach(condition -> fragments.add(condition.sql()));
    return sql.replace("{conditions}", String.join("\n   and ", fragments));
  }

  static void bind(PreparedStatement statement, List<Condition> conditions, int limit)
      throws SQLException {
    int index = 1;
    for (Condition condition : conditions) {
      for (Object value : condition.values()) {
        statement.setObject(index++, value);
      }
    }
    statement.setInt(index, limit);
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getObject("event_id", UUID.class),
        row.getObject("recorded_at", OffsetDateTime.class),
        row.getObject("occurred_at", OffsetDateTime.class),
        row.getLong("aggregate_sequence"),
        row.getString("event"));
  }
}
