// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an event is searched by. The ledger covers the event's text, so a column that says something
 * else than the text was altered.
 */
final class StoredColumns {

  private static final Map<String, JsonPointer> TEXTS =
      Map.ofEntries(
          Map.entry("source", JsonPointer.compile("/source")),
          Map.entry("subject", JsonPointer.compile("/subject")),
          Map.entry("aggregate_sequence", JsonPointer.compile("/sequence")),
          Map.entry("actor_id", JsonPointer.compile("/data/actor/id")),
          Map.entry("actor_name", JsonPointer.compile("/data/actor/username")),
          Map.entry("action", JsonPointer.compile("/data/action")),
          Map.entry("resource_type", JsonPointer.compile("/data/target/resourceType")),
          Map.entry("resource_id", JsonPointer.compile("/data/target/resourceId")),
          Map.entry("resource_name", JsonPointer.compile("/data/target/resourceName")),
          Map.entry("branch", JsonPointer.compile("/branch")),
          Map.entry("commit_id", JsonPointer.compile("/commit")),
          Map.entry("tenant", JsonPointer.compile("/tenant")),
          Map.entry("error_code", JsonPointer.compile("/data/errorCode")),
          Map.entry("request_id", JsonPointer.compile("/data/requestId")),
          Map.entry("correlation_id", JsonPointer.compile("/correlationid")),
          Map.entry("classification", JsonPointer.compile("/data/classification")));

  private static final Map<String, JsonPointer> ARRAYS =
      Map.of(
          "tags", JsonPointer.compile("/data/tags"),
          "fields_changed", JsonPointer.compile("/data/changes/fieldsChanged"));

  /** PostgreSQL keeps microseconds. */
  private static final Duration TIME_DIFFERENCE_MAX = Duration.ofNanos(1_000);

  private final ObjectMapper json = new ObjectMapper();

  /** A column that says something else than the event; empty when all agree. */
  Optional<String> unfaithful(ResultSet row) throws SQLException {
    JsonNode event = read(row.getString("event"));
    // It may have been sent in capitals; PostgreSQL writes it in small letters.
    if (!event.path("id").asText().equalsIgnoreCase(row.getString("event_id"))) {
      return Optional.of("event_id");
    }
    for (Map.Entry<String, JsonPointer> column : TEXTS.entrySet()) {
      if (!agrees(event.at(column.getValue()), row.getString(column.getKey()))) {
        return Optional.of(column.getKey());
      }
    }
    for (Map.Entry<String, JsonPointer> column : ARRAYS.entrySet()) {
      List<JsonNode> told = new ArrayList<>();
      event.at(column.getValue()).forEach(told::add);
      List<JsonNode> stored = new ArrayList<>();
      read(row.getString(column.getKey())).forEach(stored::add);
      if (!told.equals(stored)) {
        return Optional.of(column.getKey());
      }
    }
    if (event.at("/data/success").asBoolean() != row.getBoolean("success")) {
      return Optional.of("success");
    }
    OffsetDateTime told = OffsetDateTime.parse(event.path("time").asText());
    Duration difference =
        Duration.between(told, row.getObject("occurred_at", OffsetDateTime.class)).abs();
    return difference.compareTo(TIME_DIFFERENCE_MAX) > 0
        ? Optional.of("occurred_at")
        : Optional.empty();
  }

  private static boolean agrees(JsonNode told, String stored) {
    String text = told.isMissingNode() || told.isNull() ? null : told.asText();
    return Objects.equals(text, stored);
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL has JSON that is none.", e);
    }
  }
}
