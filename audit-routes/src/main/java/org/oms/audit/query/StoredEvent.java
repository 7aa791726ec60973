// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * An event as it is stored.
 *
 * @param event JSON text, every character as it was received
 */
public record StoredEvent(
    UUID id, OffsetDateTime recordedAt, OffsetDateTime occurredAt, long sequence, String event) {

  /** When it was recorded, UTC. */
  public String recordedAtText() {
    return recordedAt.withOffsetSameInstant(ZoneOffset.UTC).toString();
  }

  /**
   * The same event with its line breaks as spaces: in JSON text there are none inside of strings.
   */
  public StoredEvent onOneLine() {
    return new StoredEvent(
        id, recordedAt, occurredAt, sequence, event.replace('\n', ' ').replace('\r', ' '));
  }

  long keyFor(Sort sort) {
    return switch (sort) {
      case OCCURRED_AT, OCCURRED_AT_DESCENDING -> Cursor.keyOf(occurredAt);
      case RECORDED_AT, RECORDED_AT_DESCENDING -> Cursor.keyOf(recordedAt);
      case SEQUENCE -> sequence;
    };
  }

  /** The event with the time it was recorded, as the API answers it. */
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("recordedAt", recordedAtText());
    json.writeFieldName("event");
    json.writeRawValue(event);
    json.writeEndObject();
  }
}
