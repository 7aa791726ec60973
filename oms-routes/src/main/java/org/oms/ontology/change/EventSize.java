// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of JSON as PostgreSQL writes a {@code jsonb}, which is how an event is published: a blank
 * after each comma and colon, and numbers without an exponent.
 */
final class EventSize {

  private static final int BRACKETS = 2;
  private static final int SEPARATOR = 2;

  private EventSize() {}

  static long bytes(JsonNode json) {
    if (json.isNumber()) {
      return json.decimalValue().toPlainString().length();
    }
    if (!json.isContainerNode()) {
      return text(json);
    }
    long bytes = BRACKETS + (long) SEPARATOR * Math.max(0, json.size() - 1);
    for (var members = json.fieldNames(); members.hasNext(); ) {
      bytes += text(TextNode.valueOf(members.next())) + SEPARATOR;
    }
    for (JsonNode value : json) {
      bytes += bytes(value);
    }
    return bytes;
  }

  private static int text(JsonNode scalar) {
    return scalar.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
