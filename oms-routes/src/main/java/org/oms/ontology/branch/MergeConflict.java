// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.oms.ontology.resource.Resource;

/**
 * A place where both branches changed the same thing differently; missing where a side has nothing.
 *
 * @param field empty when the whole resource is in conflict
 */
public record MergeConflict(
    Type type, Resource resource, String field, JsonNode base, JsonNode source, JsonNode target) {

  /** What happened on both sides. */
  public enum Type {
    MODIFY_MODIFY("modify-modify"),
    MODIFY_DELETE("modify-delete"),
    ADD_ADD("add-add"),
    RENAME_RENAME("rename-rename");

    private final String written;

    Type(String written) {
      this.written = written;
    }
  }

  /** As the contract's schema {@code MergeConflict}. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type.written);
    json.put("kind", resource.kind().pathSegment());
    json.put("rid", resource.rid());
    json.put("apiName", resource.apiName());
    if (!field.isEmpty()) {
      json.put("field", field);
    }
    set(json, "base", base);
    set(json, "source", source);
    set(json, "target", target);
    return json;
  }

  private static void set(ObjectNode json, String side, JsonNode value) {
    if (!value.isMissingNode()) {
      json.set(side, value);
    }
  }
}
