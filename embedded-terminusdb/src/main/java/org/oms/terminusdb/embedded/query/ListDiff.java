// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.oms.terminusdb.embedded.Json;

/**
 * The difference of two lists: what they have in common at both ends is copied, the middle is
 * swapped. TerminusDB searches for the cheapest patch and may cut the middle finer.
 */
final class ListDiff {

  private final JsonNode before;
  private final JsonNode after;

  ListDiff(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  ObjectNode patch() {
    int head = commonHead();
    int tail = commonTail(head);
    ObjectNode swap =
        Json.object(
            "@after", slice(after, head, after.size() - tail),
            "@before", slice(before, head, before.size() - tail),
            "@op", "SwapList",
            "@rest", Json.object("@op", "KeepList"));
    return head == 0 ? swap : Json.object("@op", "CopyList", "@rest", swap, "@to", head);
  }

  private int commonHead() {
    int head = 0;
    while (head < Math.min(before.size(), after.size())
        && before.get(head).equals(after.get(head))) {
      head++;
    }
    return head;
  }

  private int commonTail(int head) {
    int tail = 0;
    while (tail < Math.min(before.size(), after.size()) - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    return tail;
  }

  private static ArrayNode slice(JsonNode list, int from, int to) {
    ArrayNode slice = Json.array(List.of());
    for (int i = from; i < to; i++) {
      slice.add(list.get(i));
    }
    return slice;
  }
}
