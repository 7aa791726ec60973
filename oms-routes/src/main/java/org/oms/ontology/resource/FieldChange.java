// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One field of a resource before and after; missing where there was or is none.
 *
 * @param field for example {@code description}, {@code properties/startDate} for a whole property,
 *     {@code properties/startDate/isRequired} for a field of one
 */
public record FieldChange(String field, JsonNode before, JsonNode after) {

  private static final Set<String> UNCOMPARED = ResourceForm.READ_ONLY;

  /** What differs between two bodies of one resource, what the service keeps about it aside. */
  public static List<FieldChange> between(ObjectNode before, ObjectNode after) {
    List<FieldChange> found = new ArrayList<>();
    for (String field : fields(before, after)) {
      if (!"properties".equals(field)) {
        compare(found, field, before.path(field), after.path(field));
      }
    }
    properties(found, before, after);
    return found;
  }

  /** The names an event gives to changed fields: properties as a whole. */
  static List<String> names(List<FieldChange> changes) {
    return changes.stream()
        .map(change -> change.field().split("/", -1))
        .map(parts -> parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0])
        .distinct()
        .toList();
  }

  private static Set<String> fields(ObjectNode before, ObjectNode after) {
    Set<String> fields = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(fields::add);
    after.fieldNames().forEachRemaining(fields::add);
    fields.removeAll(UNCOMPARED);
    return fields;
  }

  private static void properties(List<FieldChange> found, ObjectNode before, ObjectNode after) {
    Map<String, ObjectNode> old = byRid(before);
    Map<String, ObjectNode> now = byRid(after);
    now.forEach((rid, property) -> property(found, old.get(rid), property));
    old.forEach(
        (rid, property) -> {
          if (!now.containsKey(rid)) {
            compare(found, name(property), property, MissingNode.getInstance());
          }
        });
    if (found.stream().noneMatch(change -> change.field().startsWith("properties"))
        && !List.copyOf(old.keySet()).equals(List.copyOf(now.keySet()))) {
      found.add(new FieldChange("properties", order(old), order(now)));
    }
  }

  private static void property(List<FieldChange> found, ObjectNode old, ObjectNode property) {
    if (old == null) {
      compare(found, name(property), MissingNode.getInstance(), property);
      return;
    }
    for (String field : fields(old, property)) {
      compare(found, name(property) + "/" + field, old.path(field), property.path(field));
    }
  }

  private static void compare(
      List<FieldChange> found, String field, JsonNode before, JsonNode after) {
    if (!before.equals(after)) {
      found.add(new FieldChange(field, before, after));
    }
  }

  private static String name(ObjectNode property) {
    return "properties/" + property.path("apiName").asText();
  }

  private static JsonNode order(Map<String, ObjectNode> properties) {
    var names = ResourceForm.array();
    properties.values().forEach(property -> names.add(property.path("apiName")));
    return names;
  }

  private static Map<String, ObjectNode> byRid(ObjectNode body) {
    Map<String, ObjectNode> found = new LinkedHashMap<>();
    ResourceForm.properties(body)
        .forEach(property -> found.put(property.path("rid").asText(), property));
    return found;
  }
}
