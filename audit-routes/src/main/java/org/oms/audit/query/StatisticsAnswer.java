// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * How many events there are, by what was asked.
 *
 * @param truncated there are more groups than were asked for
 */
public record StatisticsAnswer(StatisticsQuery query, List<Group> groups, boolean truncated) {

  /** Events that have the key in common. */
  public record Group(String key, long events, long failed, Instant firstAt, Instant lastAt) {}

  void writeTo(JsonGenerator json) throws IOException {
    json.writeStringField("from", query.events().filters().get("from"));
    json.writeStringField("to", query.events().filters().get("to"));
    json.writeArrayFieldStart("groups");
    for (Group group : groups) {
      json.writeStartObject();
      json.writeStringField("key", group.key());
      json.writeNumberField("events", group.events());
      json.writeNumberField("failed", group.failed());
      json.writeStringField("firstAt", group.firstAt().toString());
      json.writeStringField("lastAt", group.lastAt().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", truncated);
  }
}
