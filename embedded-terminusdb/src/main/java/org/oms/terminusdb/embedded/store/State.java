// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.schema.Schema;
import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;
import org.pcollections.TreePMap;

/**
 * The immutable content of a commit. Neighbouring states share all they have in common.
 *
 * @param schema context and schema documents
 * @param documents instance documents by short id
 * @param gone ids of instance documents that were there before; TerminusDB answers them differently
 */
public record State(Schema schema, TreePMap<String, ObjectNode> documents, MapPSet<String> gone) {

  public static State empty(Prefixes prefixes) {
    return new State(Schema.empty(prefixes), TreePMap.empty(), HashTreePSet.empty());
  }

  public Optional<ObjectNode> find(String id) {
    return Optional.ofNullable(documents.get(id));
  }

  /** The state after a change. */
  public State with(Delta delta) {
    TreePMap<String, ObjectNode> changed = documents;
    MapPSet<String> left = gone;
    for (var each : delta.documents().entrySet()) {
      String id = each.getKey();
      Optional<ObjectNode> document = each.getValue();
      changed = document.isPresent() ? changed.plus(id, document.get()) : changed.minus(id);
      left = document.isPresent() ? left.minus(id) : left.plus(id);
    }
    return new State(delta.schema().orElse(schema), changed, left);
  }

  ObjectNode toJson() {
    return Json.object(
        "schema", schema.toJson(), "documents", Json.array(documents.values()), "gone", gone);
  }

  static State fromJson(JsonNode json) {
    TreePMap<String, ObjectNode> documents = TreePMap.empty();
    for (JsonNode each : json.path("documents")) {
      documents = documents.plus(each.path("@id").asText(), (ObjectNode) each);
    }
    MapPSet<String> gone = HashTreePSet.empty();
    for (JsonNode each : json.path("gone")) {
      gone = gone.plus(each.asText());
    }
    return new State(Schema.fromJson(json.path("schema")), documents, gone);
  }
}
