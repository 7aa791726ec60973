// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How the columns of {@code audit_events}, and the leaf of the ledger, come from an event. */
final class EventColumns {

  /** Columns that are a text of the event, by JSON pointer. */
  private static final Map<String, JsonPointer> TEXTS =
      Map.ofEntries(
          Map.entry("source", JsonPointer.compile("/source")),
          Map.entry("subject", JsonPointer.compile("/subject")),
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

  private static final JsonPointer TAGS = JsonPointer.compile("/data/tags");
  private static final JsonPointer FIELDS_CHANGED =
      JsonPointer.compile("/data/changes/fieldsChanged");

  private static final Map<String, Function<Event, String>> OTHERS =
      Map.of(
          "event_id", Event::id,
          "occurred_at", event -> event.time().toString(),
          "aggregate_sequence", event -> event.json().path("sequence").asText(),
          "success", event -> event.json().path("data").path("success").asText(),
          "tags", event -> event.arrayAt(TAGS),
          "fields_changed", event -> event.arrayAt(FIELDS_CHANGED),
          "search", Event::search,
          "event", Event::text);

  private EventColumns() {}

  /** One array for each column, with a value for each event. */
  static Map<String, Object[]> of(List<Event> events) {
    Map<String, Object[]> columns = new HashMap<>();
    columns.put("leaf_hash", events.stream().map(Event::leafHash).toArray(byte[][]::new));
    OTHERS.forEach((column, value) -> columns.put(column, values(events, value)));
    TEXTS.forEach(
        (column, pointer) -> columns.put(column, values(events, event -> event.at(pointer))));
    return columns;
  }

  private static String[] values(List<Event> events, Function<Event, String> value) {
    return events.stream().map(value).toArray(String[]::new);
  }
}
