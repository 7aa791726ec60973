// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.oms.terminusdb.embedded.Json;

/**
 * Applies a patch to a document, and collects where they conflict.
 *
 * <p>Swaps of values and, for apply, of whole lists; a field whose target already has the final
 * value is not a conflict.
 */
public final class Patch {

  private final ObjectNode conflicts = Json.object();
  private final ObjectNode result;

  private Patch(ObjectNode document) {
    this.result = document.deepCopy();
  }

  /** Replays the change from {@code before} to {@code after} on {@code target}. */
  public static Patch replay(ObjectNode before, ObjectNode after, ObjectNode target) {
    Patch patch = new Patch(target);
    for (Map.Entry<String, JsonNode> each : Diff.patch(before, after).properties()) {
      String name = each.getKey();
      if (!name.equals("@id")) {
        patch.swap(name, before.path(name), after.path(name));
      }
    }
    return patch;
  }

  /** Applies a patch as {@code /api/patch} takes it. */
  public static Patch of(ObjectNode document, JsonNode changes) {
    Patch patch = new Patch(document);
    for (Map.Entry<String, JsonNode> each : changes.properties()) {
      JsonNode change = each.getValue();
      if (change.path("@op").asText().equals("SwapValue")) {
        patch.swap(each.getKey(), change.path("@before"), change.path("@after"));
      }
    }
    return patch;
  }

  public boolean isClean() {
    return conflicts.isEmpty();
  }

  public ObjectNode conflicts() {
    return conflicts;
  }

  public ObjectNode result() {
    return result;
  }

  private void swap(String name, JsonNode expected, JsonNode wanted) {
    JsonNode found = result.path(name);
    boolean isSame = same(found, expected) || same(found, wanted);
    if (!isSame) {
      conflicts.set(
          name,
          Json.object("@expected", orNull(expected), "@found", orNull(found), "@op", "Conflict"));
    } else if (wanted.isMissingNode() || wanted.isNull()) {
      result.remove(name);
    } else {
      result.set(name, wanted);
    }
  }

  private static boolean same(JsonNode left, JsonNode right) {
    return orNull(left).equals(orNull(right));
  }

  private static JsonNode orNull(JsonNode value) {
    return value.isMissingNode() ? NullNode.instance : value;
  }
}
