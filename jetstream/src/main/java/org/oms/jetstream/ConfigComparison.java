// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.api.ServerInfo;
import io.nats.client.support.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a wanted configuration with a live one, field by field.
 *
 * <p>A field absent on one side equals its default on the other, and a field the server is too old
 * to know is left out. What the server adds on its own ({@code _nats.…} metadata) does not count.
 */
record ConfigComparison(ServerInfo server) {

  /** The server version that brought a field. */
  private static final Map<String, String> SINCE =
      Map.ofEntries(
          Map.entry("metadata", "2.10.0"),
          Map.entry("compression", "2.10.0"),
          Map.entry("first_seq", "2.10.0"),
          Map.entry("subject_transform", "2.10.0"),
          Map.entry("consumer_limits", "2.10.0"),
          Map.entry("filter_subjects", "2.10.0"),
          Map.entry("allow_msg_ttl", "2.11.0"),
          Map.entry("subject_delete_marker_ttl", "2.11.0"),
          Map.entry("priority_groups", "2.11.0"),
          Map.entry("priority_policy", "2.11.0"),
          Map.entry("allow_atomic", "2.12.0"),
          Map.entry("allow_msg_counter", "2.12.0"),
          Map.entry("allow_msg_schedules", "2.12.0"));

  /** What the server fills in for an absent field, as JSON, besides 0, -1, false and empty. */
  private static final Set<String> DEFAULTS =
      Set.of(
          "retention=\"limits\"",
          "discard=\"old\"",
          "storage=\"file\"",
          "compression=\"none\"",
          "persist_mode=\"default\"",
          "num_replicas=1",
          "duplicate_window=120000000000",
          "deliver_policy=\"all\"",
          "ack_policy=\"explicit\"",
          "replay_policy=\"instant\"",
          "priority_policy=\"none\"",
          "ack_wait=30000000000",
          "max_ack_pending=1000",
          "max_waiting=512");

  private static final Set<String> NOTHING =
      Set.of("", "0", "-1", "false", "null", "\"\"", "[]", "{}");

  List<Drift> drifts(String resource, JsonValue wanted, Optional<JsonValue> live) {
    if (live.isEmpty()) {
      return List.of(new Drift(resource, "", "", ""));
    }
    Set<String> fields = new TreeSet<>(wanted.map.keySet());
    fields.addAll(live.get().map.keySet());
    List<Drift> drifts = new ArrayList<>();
    for (String field : fields) {
      String want = json(wanted, field);
      String have = json(live.get(), field);
      if (knows(field) && !same(field, want, have)) {
        drifts.add(new Drift(resource, field, want, have));
      }
    }
    return drifts;
  }

  private boolean knows(String field) {
    String since = SINCE.get(field);
    return since == null || server.isSameOrNewerThanVersion(since);
  }

  private static boolean same(String field, String want, String have) {
    if (want.equals(have)) {
      return true;
    }
    // A consumer made by its durable name has the same as its name on newer servers.
    boolean oneAbsent = want.isEmpty() || have.isEmpty() || NOTHING.contains(want);
    return oneAbsent
        && (isDefault(field, want.isEmpty() || NOTHING.contains(want) ? have : want)
            || field.equals("name"));
  }

  private static boolean isDefault(String field, String json) {
    return NOTHING.contains(json) || DEFAULTS.contains(field + "=" + json);
  }

  private static String json(JsonValue config, String field) {
    JsonValue value = config.map.get(field);
    if (value == null) {
      return "";
    }
    if (field.equals("metadata") && value.map != null) {
      value.map.keySet().removeIf(key -> key.startsWith("_nats."));
    }
    return value.toJson();
  }
}
