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
record StoredEvent(
    UUID id, OffsetDateTime recordedAt, OffsetDateTime occurredAt, long sequence, String event) {

  long keyFor(Sort sort) {
    return switch (sort) {
      case OCCURRED_AT, OCCURRED_AT_DESCENDING -> Cursor.keyOf(occurredAt);
      case RECORDED_AT, RECORDED_AT_DESCENDING -> Cursor.keyOf(recordedAt);
      case SEQUENCE -> sequence;
    };
  }

  void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "recordedAt", recordedAt.withOffsetSameInstant(ZoneOffset.UTC).toString());
    json.writeFieldName("event");
    json.writeRawValue(event);
    json.writeEndObject();
  }
}
