// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sorts what the broker delivers: events from other messages, new events from stored ones. */
@ApplicationScoped
public class NewEvents {

  private final EventReader reader;
  private final IngestedEventRepository ingested;

  NewEvents(EventReader reader, IngestedEventRepository ingested) {
    this.reader = reader;
    this.ingested = ingested;
  }

  /** The events in the messages, and the messages that are none. */
  public EventBatch read(List<IncomingMessage> messages) {
    List<Event> events = new ArrayList<>(messages.size());
    List<RefusedMessage> refused = new ArrayList<>();
    for (IncomingMessage message : messages) {
      try {
        events.add(reader.read(message));
      } catch (MalformedEventException e) {
        refused.add(new RefusedMessage(message, e.getMessage()));
      }
    }
    return new EventBatch(events, refused);
  }

  /** Claims the events in the transaction of the caller and leaves those that are new. */
  public EventBatch claim(EventBatch batch) {
    return batch.events().isEmpty() ? batch : batch.only(ingested.addAll(batch.ids()));
  }

  /** The values of the events, one array for each column. */
  public Map<String, Object[]> columns(EventBatch batch) {
    return EventColumns.of(batch.events());
  }

  /** The values of the refused messages, one array for each column. */
  public Map<String, Object[]> refusedColumns(EventBatch batch) {
    return RefusedColumns.of(batch.refused());
  }

  /** Each event in a batch of its own, and the refused messages in another. */
  public List<EventBatch> singles(EventBatch batch) {
    return batch.singles();
  }

  /** The batch with its events among the refused. */
  public EventBatch refuse(EventBatch batch, String reason) {
    return batch.refusing(reason);
  }
}
