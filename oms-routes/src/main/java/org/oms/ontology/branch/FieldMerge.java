// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oms.ontology.resource.Resource;
import org.oms.ontology.resource.ResourceForm;

/** Merges the fields of one resource that both branches have. */
final class FieldMerge {

  /** Lists whose order means nothing: what each side added and removed is taken together. */
  private static final Set<String> SETS = Set.of("interfaces", "groups", "extends", "linkTypes");

  private final ThreeWayMerge.Choices choices;
  private final Resource resource;

  FieldMerge(ThreeWayMerge.Choices choices, Resource resource) {
    this.choices = choices;
    this.resource = resource;
  }

  /** The target's body with the source's changes. */
  ObjectNode merge(ObjectNode base, ObjectNode source, ObjectNode target) {
    ObjectNode merged = fields("", base, source, target);
    if (target.has("properties") || source.has("properties")) {
      merged.set("properties", properties(base, source, target));
    }
    return merged;
  }

  private ObjectNode fields(String prefix, ObjectNode base, ObjectNode source, ObjectNode target) {
    ObjectNode merged = target.deepCopy();
    Set<String> names = new LinkedHashSet<>();
    List.of(target, source, base).forEach(side -> side.fieldNames().forEachRemaining(names::add));
    names.removeAll(ResourceForm.READ_ONLY);
    names.remove("properties");
    for (String name : names) {
      JsonNode value = field(prefix + name, base.path(name), source.path(name), target.path(name));
      if (value.isMissingNode()) {
        merged.remove(name);
      } else {
        merged.set(name, value);
      }
    }
    return merged;
  }

  private JsonNode field(String field, JsonNode base, JsonNode source, JsonNode target) {
    if (source.equals(base) || source.equals(target)) {
      return target;
    }
    if (target.equals(base)) {
      return source;
    }
    if (SETS.contains(field)) {
      return union(base, source, target);
    }
    MergeConflict.Type type =
        field.equals("apiName")
            ? MergeConflict.Type.RENAME_RENAME
            : MergeConflict.Type.MODIFY_MODIFY;
    return choices.choose(new MergeConflict(type, resource, field, base, source, target));
  }

  private static JsonNode union(JsonNode base, JsonNode source, JsonNode target) {
    Set<JsonNode> merged = new LinkedHashSet<>();
    target.forEach(merged::add);
    base.forEach(
        item -> {
          if (!contains(source, item)) {
            merged.remove(item);
          }
        });
    source.forEach(
        item -> {
          if (!contains(base, item)) {
            merged.add(item);
          }
        });
    return JsonNodeFactory.instance.arrayNode().addAll(merged);
  }

  private static boolean contains(JsonNode list, JsonNode wanted) {
    boolean found = false;
    for (JsonNode item : list) {
      found |= item.equals(wanted);
    }
    return found;
  }

  private ArrayNode properties(ObjectNode base, ObjectNode source, ObjectNode target) {
    Map<String, ObjectNode> old = byRid(base);
    Map<String, ObjectNode> ours = byRid(source);
    Map<String, ObjectNode> theirs = byRid(target);
    Map<String, ObjectNode> merged = new LinkedHashMap<>();
    for (String rid : order(old, ours, theirs)) {
      JsonNode property = property(rid, old.get(rid), ours.get(rid), theirs, merged);
      if (property.isObject()) {
        merged.put(rid, (ObjectNode) property);
      }
    }
    return JsonNodeFactory.instance.arrayNode().addAll(merged.values());
  }

  /**
   * The target's order, with what only the source has at the end; the source's if only it moved.
   */
  private static Set<String> order(
      Map<String, ObjectNode> old, Map<String, ObjectNode> ours, Map<String, ObjectNode> theirs) {
    boolean targetKept = List.copyOf(old.keySet()).equals(List.copyOf(theirs.keySet()));
    Set<String> order = new LinkedHashSet<>(targetKept ? ours.keySet() : theirs.keySet());
    order.addAll(theirs.keySet());
    order.addAll(ours.keySet());
    return order;
  }

  private JsonNode property(
      String rid,
      ObjectNode base,
      ObjectNode source,
      Map<String, ObjectNode> theirs,
      Map<String, ObjectNode> merged) {
    ObjectNode target = theirs.get(rid);
    JsonNode none = MissingNode.getInstance();
    if (base == null && target == null) {
      return added(source, theirs, merged);
    }
    if (source == null) {
      boolean untouched = base == null || target == null || target.equals(base);
      JsonNode kept = base == null ? target : none;
      return untouched ? kept : choose(MergeConflict.Type.MODIFY_DELETE, base, none, target);
    }
    if (target == null) {
      return source.equals(base)
          ? none
          : choose(MergeConflict.Type.MODIFY_DELETE, base, source, none);
    }
    ObjectNode from = base == null ? source.objectNode() : base;
    return fields("properties/" + target.path("apiName").asText() + "/", from, source, target);
  }

  private JsonNode added(
      ObjectNode source, Map<String, ObjectNode> theirs, Map<String, ObjectNode> merged) {
    String name = source.path("apiName").asText();
    for (Map.Entry<String, ObjectNode> other : theirs.entrySet()) {
      if (other.getValue().path("apiName").asText().equals(name)) {
        if (Alike.are(other.getValue(), source)) {
          return MissingNode.getInstance();
        }
        JsonNode chosen =
            choose(MergeConflict.Type.ADD_ADD, MissingNode.getInstance(), source, other.getValue());
        if (chosen.equals(other.getValue())) {
          return MissingNode.getInstance();
        }
        merged.remove(other.getKey());
        return chosen;
      }
    }
    return source;
  }

  private JsonNode choose(
      MergeConflict.Type type, JsonNode base, JsonNode source, JsonNode target) {
    JsonNode named = target.isMissingNode() ? source : target;
    JsonNode sure = named.isMissingNode() ? base : named;
    String field = "properties/" + sure.path("apiName").asText();
    return choices.choose(new MergeConflict(type, resource, field, base, source, target));
  }

  private static Map<String, ObjectNode> byRid(ObjectNode body) {
    Map<String, ObjectNode> found = new LinkedHashMap<>();
    body.path("properties")
        .forEach(property -> found.put(property.path("rid").asText(), (ObjectNode) property));
    return found;
  }
}
