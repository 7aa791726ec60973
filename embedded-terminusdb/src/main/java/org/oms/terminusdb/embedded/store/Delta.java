// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.schema.Schema;

/**
 * What a commit changed.
 *
 * @param schema the whole schema, when it changed
 * @param documents the new documents by id; empty for a deleted one
 */
public record Delta(Optional<Schema> schema, Map<String, Optional<ObjectNode>> documents) {

  public Delta {
    documents = new TreeMap<>(documents);
  }

  public static Delta none() {
    return new Delta(Optional.empty(), Map.of());
  }

  public boolean isEmpty() {
    return schema.isEmpty() && documents.isEmpty();
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    schema.ifPresent(each -> json.set("schema", each.toJson()));
    ObjectNode changed = json.putObject("documents");
    documents.forEach((id, document) -> changed.set(id, document.orElse(null)));
    return json;
  }

  static Delta fromJson(JsonNode json) {
    Map<String, Optional<ObjectNode>> documents = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : json.path("documents").properties()) {
      JsonNode value = each.getValue();
      documents.put(
          each.getKey(), value.isNull() ? Optional.empty() : Optional.of((ObjectNode) value));
    }
    Optional<Schema> schema =
        json.has("schema") ? Optional.of(Schema.fromJson(json.path("schema"))) : Optional.empty();
    return new Delta(schema, documents);
  }
}
