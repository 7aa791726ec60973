// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.oms.audit.event.EventField;
import org.oms.audit.hash.Hash;

/**
 * An event that can be stored.
 *
 * @param text the event, every character as it was received
 * @param search its words, a {@code tsvector} literal
 */
record Event(
    IncomingMessage message, String text, JsonNode json, OffsetDateTime time, String search) {

  /** The id as PostgreSQL writes it. */
  String id() {
    return UUID.fromString(json.path("id").textValue()).toString();
  }

  /** The hash of its leaf in the ledger. */
  byte[] leafHash() {
    return Hash.ofLeaf(message.payload()).bytes();
  }

  /** A field as text; null when there is none. */
  String text(EventField field) {
    return field.of(json).textValue();
  }

  /** The texts of a field as a PostgreSQL array literal. */
  String array(EventField field) {
    StringBuilder array = new StringBuilder("{");
    for (JsonNode element : field.of(json)) {
      if (array.length() > 1) {
        array.append(',');
      }
      String escaped = element.textValue().replace("\\", "\\\\").replace("\"", "\\\"");
      array.append('"').append(escaped).append('"');
    }
    return array.append('}').toString();
  }
}
