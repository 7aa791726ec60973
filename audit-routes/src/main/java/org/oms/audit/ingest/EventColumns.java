package org.oms.audit.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How the columns of {@code audit_events} come from an event. */
final class EventColumns {

  /** Columns that are a text of the event, by JSON pointer. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("source", "/source"),
          Map.entry("subject", "/subject"),
          Map.entry("actor_id", "/data/actor/id"),
          Map.entry("actor_name", "/data/actor/username"),
          Map.entry("action", "/data/action"),
          Map.entry("resource_type", "/data/target/resourceType"),
          Map.entry("resource_id", "/data/target/resourceId"),
          Map.entry("resource_name", "/data/target/resourceName"),
          Map.entry("branch", "/branch"),
          Map.entry("commit_id", "/commit"),
          Map.entry("tenant", "/tenant"),
          Map.entry("error_code", "/data/errorCode"),
          Map.entry("request_id", "/data/requestId"),
          Map.entry("correlation_id", "/correlationid"),
          Map.entry("classification", "/data/classification"));

  private static final Map<String, Function<Event, String>> OTHERS =
      Map.of(
          "event_id", Event::id,
          "occurred_at", event -> event.time().toString(),
          "aggregate_sequence", event -> event.json().path("sequence").asText(),
          "success", event -> event.json().at("/data/success").asText(),
          "tags", event -> event.arrayAt("/data/tags"),
          "fields_changed", event -> event.arrayAt("/data/changes/fieldsChanged"),
          "search", Event::search,
          "event", Event::text);

  private EventColumns() {}

  /** One array for each column, with a value for each event. */
  static Map<String, String[]> of(List<Event> events) {
    Map<String, String[]> columns = new HashMap<>();
    OTHERS.forEach((column, value) -> columns.put(column, values(events, value)));
    TEXTS.forEach(
        (column, pointer) -> columns.put(column, values(events, event -> event.at(pointer))));
    return columns;
  }

  private static String[] values(List<Event> events, Function<Event, String> value) {
    return events.stream().map(value).toArray(String[]::new);
  }
}
