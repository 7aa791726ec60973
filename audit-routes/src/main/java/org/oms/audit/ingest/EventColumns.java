// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.oms.audit.event.EventField;

/** How the columns of {@code audit_events}, and the leaf of the ledger, come from an event. */
final class EventColumns {

  private static final Map<String, Function<Event, String>> OTHERS =
      Map.of(
          "event_id", Event::id,
          "occurred_at", event -> event.time().toString(),
          "aggregate_sequence", event -> EventField.SEQUENCE.of(event.json()).asText(),
          "success", event -> EventField.SUCCESS.of(event.json()).asText(),
          "tags", event -> event.array(EventField.TAGS),
          "fields_changed", event -> event.array(EventField.FIELDS_CHANGED),
          "search", Event::search,
          "event", Event::text);

  private EventColumns() {}

  /** One array for each column, with a value for each event. */
  static Map<String, Object[]> of(List<Event> events) {
    Map<String, Object[]> columns = new HashMap<>();
    columns.put("leaf_hash", events.stream().map(Event::leafHash).toArray(byte[][]::new));
    OTHERS.forEach((column, value) -> columns.put(column, values(events, value)));
    for (EventField field : EventField.values()) {
      field
          .textColumn()
          .ifPresent(column -> columns.put(column, values(events, event -> event.text(field))));
    }
    return columns;
  }

  private static String[] values(List<Event> events, Function<Event, String> value) {
    return events.stream().map(value).toArray(String[]::new);
  }
}
