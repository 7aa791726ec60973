// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.schema.Schema;
import org.oms.terminusdb.embedded.store.Delta;
import org.oms.terminusdb.embedded.store.State;

/**
 * How many triples a change takes away and adds, as TerminusDB counts: a list is written anew
 * whenever its document is, each cell three triples.
 *
 * @param deletes triples taken away
 * @param inserts triples added
 */
public record TripleCount(int deletes, int inserts) {

  public static final TripleCount NONE = new TripleCount(0, 0);

  private static final int TRIPLES_OF_A_CELL = 3;

  public static TripleCount of(State before, Delta delta) {
    TripleCount total = NONE;
    for (var each : delta.documents().entrySet()) {
      Optional<ObjectNode> old = before.find(each.getKey());
      total = total.plus(of(before.schema(), old, each.getValue()));
    }
    return total;
  }

  private TripleCount plus(TripleCount more) {
    return new TripleCount(deletes + more.deletes, inserts + more.inserts);
  }

  private static TripleCount of(
      Schema schema, Optional<ObjectNode> before, Optional<ObjectNode> after) {
    ObjectNode old = before.orElse(Json.object());
    ObjectNode current = after.orElse(Json.object());
    Set<String> names = new HashSet<>();
    old.fieldNames().forEachRemaining(names::add);
    current.fieldNames().forEachRemaining(names::add);
    names.remove("@id");
    TripleCount total = NONE;
    for (String name : names) {
      ObjectNode typed = old.has(name) ? old : current;
      total = total.plus(of(schema, typed, name, old.path(name), current.path(name)));
    }
    return total;
  }

  private static TripleCount of(
      Schema schema, ObjectNode document, String name, JsonNode before, JsonNode after) {
    boolean isList = schema.isList(document, name);
    if (isList && !(before.isEmpty() && before.equals(after))) {
      return new TripleCount(cells(before), cells(after));
    }
    if (before.equals(after)) {
      return NONE;
    }
    boolean isJson = schema.rangeOf(document, name).equals(Prefixes.SYS + "JSON");
    if (isJson || !(before.isArray() || after.isArray())) {
      return new TripleCount(size(before, isJson), size(after, isJson));
    }
    return new TripleCount(missing(before, after), missing(after, before));
  }

  private static int cells(JsonNode list) {
    return list.isMissingNode() ? 0 : 1 + TRIPLES_OF_A_CELL * list.size();
  }

  private static int size(JsonNode value, boolean isJson) {
    if (value.isMissingNode()) {
      return 0;
    }
    return isJson ? 2 + Math.max(1, value.size()) : 1;
  }

  private static int missing(JsonNode from, JsonNode in) {
    Set<JsonNode> members = new HashSet<>();
    in.forEach(members::add);
    int missing = 0;
    for (JsonNode each : from) {
      missing += members.contains(each) ? 0 : 1;
    }
    return missing;
  }
}
