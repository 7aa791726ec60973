// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.store.State;

/** The difference of two documents or of two states, as TerminusDB's patches. Instances only. */
public final class Diff {

  private Diff() {}

  /** A patch for each document that differs, by id. */
  public static ArrayNode of(State before, State after) {
    ArrayNode patches = Json.array(List.of());
    TreeSet<String> ids = new TreeSet<>(before.documents().keySet());
    ids.addAll(after.documents().keySet());
    for (String id : ids) {
      of(before.find(id), after.find(id)).ifPresent(patches::add);
    }
    return patches;
  }

  /** The patch of one document; empty when both sides are the same. */
  public static Optional<ObjectNode> of(Optional<ObjectNode> before, Optional<ObjectNode> after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    if (before.isEmpty()) {
      return Optional.of(Json.object("@insert", after.orElseThrow(), "@op", "Insert"));
    }
    return after.isEmpty()
        ? Optional.of(Json.object("@delete", before.get(), "@op", "Delete"))
        : Optional.of(patch(before.get(), after.get()));
  }

  /** The patch that turns one object into the other; {@code @id} stays in it. */
  public static ObjectNode patch(JsonNode before, JsonNode after) {
    ObjectNode patch = Json.object();
    TreeSet<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode old = before.path(name);
      JsonNode current = after.path(name);
      if (name.equals("@id") && old.equals(current)) {
        patch.set(name, old);
      } else if (!old.equals(current)) {
        patch.set(name, change(old, current));
      }
    }
    return patch;
  }

  private static JsonNode change(JsonNode before, JsonNode after) {
    if (before.isObject() && after.isObject()) {
      return patch(before, after);
    }
    return before.isArray() && after.isArray()
        ? new ListDiff(before, after).patch()
        : swap(before, after);
  }

  static ObjectNode swap(JsonNode before, JsonNode after) {
    return Json.object("@after", orNull(after), "@before", orNull(before), "@op", "SwapValue");
  }

  private static JsonNode orNull(JsonNode value) {
    return value.isMissingNode() ? NullNode.instance : value;
  }
}
