// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Audit events as lines for a person: time, actor, action, resource, branch, commit, what changed.
 */
final class Timeline {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final int COMMIT_SHOWN = 7;
  private static final int FIELDS_SHOWN = 4;
  private static final String HEADING =
      line("time", "actor", "action", "resource", "branch", "commit", "");

  private Timeline() {}

  /** One line an event, under a heading, in the order given. */
  static List<String> of(List<JsonNode> events) {
    List<String> lines = new ArrayList<>(List.of(HEADING + "changed"));
    events.forEach(event -> lines.add(line(event)));
    return lines;
  }

  private static String line(JsonNode event) {
    JsonNode data = event.get("data");
    String commit = event.path("commit").asText("-");
    return line(
        TIME.format(Instant.parse(event.get("time").asText())),
        data.at("/actor/username").asText(),
        data.get("action").asText(),
        resource(data),
        event.path("branch").asText("-"),
        commit.substring(0, Math.min(COMMIT_SHOWN, commit.length())),
        outcome(data));
  }

  private static String line(
      String time,
      String actor,
      String action,
      String resource,
      String branch,
      String commit,
      String rest) {
    return padded(time, 13)
        + padded(actor, 14)
        + padded(action, 21)
        + padded(resource, 40)
        + padded(branch, 24)
        + padded(commit, 9)
        + rest;
  }

  private static String resource(JsonNode data) {
    String name = data.at("/target/resourceName").asText(data.at("/target/resourceId").asText());
    JsonNode after = data.at("/changes/after/displayName");
    String displayName =
        after.isTextual() ? after.asText() : data.at("/changes/before/displayName").asText();
    return displayName.isEmpty() || displayName.equals(name)
        ? name
        : name + " (" + displayName + ")";
  }

  private static String outcome(JsonNode data) {
    if (!data.path("success").asBoolean()) {
      return "REFUSED " + data.path("errorCode").asText();
    }
    List<String> fields = new ArrayList<>();
    data.at("/changes/fieldsChanged").forEach(field -> fields.add(field.asText()));
    if (fields.size() > FIELDS_SHOWN) {
      return String.join(", ", fields.subList(0, FIELDS_SHOWN))
          + " and %d more".formatted(fields.size() - FIELDS_SHOWN);
    }
    return String.join(", ", fields);
  }

  /** Fills up with blanks; Korean letters and emoji take two columns of a terminal. */
  static String padded(String text, int columns) {
    int width = text.codePoints().map(letter -> letter >= 0x1100 && isWide(letter) ? 2 : 1).sum();
    return text + " ".repeat(Math.max(1, columns - width));
  }

  private static boolean isWide(int letter) {
    return letter <= 0x115F
        || (letter >= 0x2E80 && letter <= 0xA4CF)
        || (letter >= 0xAC00 && letter <= 0xD7A3)
        || (letter >= 0xF900 && letter <= 0xFAFF)
        || (letter >= 0xFF00 && letter <= 0xFF60)
        || letter >= 0x1F300;
  }
}
