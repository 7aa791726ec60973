// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A place where one resource names another.
 *
 * @param field the field, for example {@code interfaces}
 * @param pointer where in the body
 * @param targets the kinds the named resource may be of
 * @param structural whether the named resource's properties matter to the one that names it
 */
record Reference(
    String field, String pointer, Set<Kind> targets, String apiName, boolean structural) {

  /** All of a resource's references. */
  static List<Reference> of(Resource resource) {
    ObjectNode body = resource.body();
    List<Reference> found = new ArrayList<>();
    switch (resource.kind()) {
      case OBJECT_TYPE -> {
        one(found, body, "parentType", Set.of(Kind.OBJECT_TYPE), true);
        many(found, body, "interfaces", Kind.INTERFACE, true);
      }
      case LINK_TYPE -> {
        one(found, body, "from", Set.of(Kind.OBJECT_TYPE, Kind.INTERFACE), false);
        one(found, body, "to", Set.of(Kind.OBJECT_TYPE, Kind.INTERFACE), false);
      }
      case INTERFACE -> {
        many(found, body, "extends", Kind.INTERFACE, true);
        many(found, body, "linkTypes", Kind.LINK_TYPE, false);
      }
    }
    JsonNode replacement = body.path("deprecation").path("replacement");
    if (replacement.isTextual()) {
      found.add(
          new Reference(
              "deprecation",
              "/deprecation/replacement",
              Set.of(resource.kind()),
              replacement.asText(),
              false));
    }
    return found;
  }

  boolean isTo(Kind kind, String name) {
    return apiName.equals(name) && targets.contains(kind);
  }

  /** Whether the resource that holds this reference makes no sense without it: a link's end. */
  boolean isEnd() {
    return "from".equals(field) || "to".equals(field);
  }

  /** Names the other resource by its new name. */
  void rename(ObjectNode body, String newName) {
    if ("deprecation".equals(field)) {
      body.withObject("/deprecation").put("replacement", newName);
    } else if (body.path(field).isArray()) {
      ArrayNode names = (ArrayNode) body.get(field);
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).asText().equals(apiName)) {
          names.set(i, TextNode.valueOf(newName));
        }
      }
    } else {
      body.put(field, newName);
    }
  }

  /** Names it no longer. */
  void remove(ObjectNode body) {
    if ("deprecation".equals(field)) {
      body.withObject("/deprecation").remove("replacement");
    } else if (body.path(field).isArray()) {
      ArrayNode names = (ArrayNode) body.get(field);
      for (int i = names.size() - 1; i >= 0; i--) {
        if (names.get(i).asText().equals(apiName)) {
          names.remove(i);
        }
      }
    } else {
      body.remove(field);
    }
  }

  private static void one(
      List<Reference> found, ObjectNode body, String field, Set<Kind> targets, boolean structural) {
    if (body.path(field).isTextual()) {
      String name = body.get(field).asText();
      found.add(new Reference(field, "/" + field, targets, name, structural));
    }
  }

  private static void many(
      List<Reference> found, ObjectNode body, String field, Kind target, boolean structural) {
    for (int i = 0; i < body.path(field).size(); i++) {
      String name = body.path(field).get(i).asText();
      found.add(new Reference(field, "/" + field + "/" + i, Set.of(target), name, structural));
    }
  }
}
