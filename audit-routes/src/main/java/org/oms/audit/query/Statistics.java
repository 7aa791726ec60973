// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.ApiText;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.query.StatisticsAnswer.Group;
import org.oms.audit.storage.SqlFile;

/** Counts events: by what they have in common, or what one actor did. */
@ApplicationScoped
public class Statistics {

  private static final int ACTOR_CHARS_MAX = 200;
  private static final int ACTIONS_MAX = 100;

  private final DataSource database;
  private final EventQueries queries;
  private final Conditions conditions;
  private final Clock clock;
  private final String selectStatistics = SqlFile.named("query/select-statistics").text();

  Statistics(DataSource database, EventQueries queries, Conditions conditions, Clock clock) {
    this.database = database;
    this.queries = queries;
    this.conditions = conditions;
    this.clock = clock;
  }

  /** {@code GET /statistics}. */
  public StatisticsAnswer count(ApiRequest request) throws SQLException {
    return count(queries.forStatistics(request, clock.instant()));
  }

  /** {@code GET /actors/{id}/activity}: the search for the page. */
  public EventQuery activity(ApiRequest request) {
    String actor = request.pathValue("id");
    if (actor.length() > ACTOR_CHARS_MAX || !ApiText.isClean(actor)) {
      throw RefusedException.invalid(
          "id", "bad-id", "The id is too long or has control or broken characters.");
    }
    return queries.forActivity(request, actor, clock.instant());
  }

  /** The actions of the same search, counted. */
  public StatisticsAnswer countActions(EventQuery events) throws SQLException {
    return count(new StatisticsQuery("action", ACTIONS_MAX, events));
  }

  /** The body of the answer to {@code GET /statistics}. */
  public byte[] answer(StatisticsAnswer counts) {
    return EventPage.write(
        json -> {
          json.writeStringField("by", counts.query().by());
          counts.writeTo(json);
        });
  }

  /** The body of the answer to {@code GET /actors/{id}/activity}. */
  public byte[] answerActivity(EventPage page, StatisticsAnswer counts) {
    return EventPage.write(
        json -> {
          json.writeStringField("actor", page.query().filters().get("actor"));
          json.writeObjectFieldStart("actions");
          counts.writeTo(json);
          json.writeEndObject();
          page.writeItems(json);
        });
  }

  private StatisticsAnswer count(StatisticsQuery query) throws SQLException {
    String sql =
        EventFinder.with(selectStatistics, query.events().conditions())
            .replace("{key}", conditions.fragment("group." + query.by()))
            .replace("{order}", conditions.fragment("groups." + query.by()));
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      EventFinder.bind(statement, query.events().conditions(), query.limit() + 1);
      try (ResultSet rows = statement.executeQuery()) {
        List<Group> groups = new ArrayList<>();
        while (rows.next()) {
          groups.add(group(rows));
        }
        boolean truncated = groups.size() > query.limit();
        return new StatisticsAnswer(
            query, truncated ? groups.subList(0, query.limit()) : groups, truncated);
      }
    }
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(
        row.getString("key"),
        row.getLong("events"),
        row.getLong("failed"),
        row.getObject("first_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_at", OffsetDateTime.class).toInstant());
  }
}
