// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.UUID;
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

  /** The text at a JSON pointer; null when there is none. */
  String at(JsonPointer pointer) {
    return json.at(pointer).textValue();
  }

  /** The texts at a JSON pointer as a PostgreSQL array literal. */
  String arrayAt(JsonPointer pointer) {
    StringBuilder array = new StringBuilder("{");
    for (JsonNode element : json.at(pointer)) {
      if (array.length() > 1) {
        array.append(',');
      }
      String escaped = element.textValue().replace("\\", "\\\\").replace("\"", "\\\"");
      array.append('"').append(escaped).append('"');
    }
    return array.append('}').toString();
  }
}
