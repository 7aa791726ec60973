// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is stored in one transaction: events, and the messages that are none. */
public record EventBatch(List<Event> events, List<RefusedMessage> refused) {

  public EventBatch {
    events = List.copyOf(events);
    refused = List.copyOf(refused);
  }

  /** The ids of the events, in their order. */
  public List<String> ids() {
    return events.stream().map(Event::id).toList();
  }

  /** Each event in a batch of its own, and the refused messages in another. */
  public List<EventBatch> singles() {
    List<EventBatch> singles = new ArrayList<>();
    if (!refused.isEmpty()) {
      singles.add(new EventBatch(List.of(), refused));
    }
    events.forEach(event -> singles.add(new EventBatch(List.of(event), List.of())));
    return singles;
  }

  /** The batch with its events among the refused. */
  public EventBatch refusing(String reason) {
    List<RefusedMessage> all = new ArrayList<>(refused);
    events.forEach(event -> all.add(new RefusedMessage(event.message(), reason)));
    return new EventBatch(List.of(), all);
  }

  /** The first event of each of these ids. */
  public EventBatch only(Set<String> ids) {
    Map<String, Event> first = new LinkedHashMap<>();
    for (Event event : events) {
      String id = event.id();
      if (ids.contains(id)) {
        first.putIfAbsent(id, event);
      }
    }
    return new EventBatch(List.copyOf(first.values()), refused);
  }
}
