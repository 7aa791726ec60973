// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.oms.ontology.contract.Contract;
import org.oms.ontology.contract.Violations;
import org.oms.ontology.problem.Problem.Violation;

/**
 * The form of one kind of resource, or of a property, as the contract's schema gives it: which
 * fields in which order, their defaults, and what a body must look like.
 */
public final class ResourceForm {

  /** What the service keeps about a resource; a caller can't set it. */
  public static final Set<String> READ_ONLY =
      Set.of("rid", "createdAt", "createdBy", "modifiedAt", "modifiedBy", "revision");

  private final Violations schema;
  private final Map<String, JsonNode> defaultsInOrder = new LinkedHashMap<>();

  ResourceForm(Contract contract, String schemaName) {
    schema = contract.schema(schemaName);
    contract
        .schemaNode(schemaName)
        .path("properties")
        .properties()
        .forEach(
            field -> {
              JsonNode own = field.getValue().path("default");
              JsonNode found =
                  own.isMissingNode() ? contract.resolved(field.getValue()).path("default") : own;
              defaultsInOrder.put(field.getKey(), found);
            });
  }

  /** The fields, in the order they are shown in. */
  Set<String> fields() {
    return defaultsInOrder.keySet();
  }

  /** What a body shows to be wrong by itself, before it meets a branch. */
  List<Violation> violations(ObjectNode body) {
    List<Violation> wrong = schema.of(body);
    return wrong.isEmpty() ? SelfChecks.of(body) : wrong;
  }

  /** The body with every default filled in and its fields in order. */
  ObjectNode canonical(ObjectNode body) {
    ObjectNode ordered = object();
    defaultsInOrder.forEach(
        (field, standard) -> {
          JsonNode value = body.has(field) ? body.get(field) : standard;
          if (!value.isMissingNode()) {
            ordered.set(field, value);
          }
        });
    return ordered;
  }

  /** The body with its fields in order, nothing added and nothing lost. */
  public ObjectNode ordered(ObjectNode body) {
    ObjectNode ordered = object();
    for (String field : defaultsInOrder.keySet()) {
      if (body.has(field)) {
        ordered.set(field, body.get(field));
      }
    }
    body.properties().stream()
        .filter(field -> !ordered.has(field.getKey()))
        .forEach(field -> ordered.set(field.getKey(), field.getValue()));
    return ordered;
  }

  /** The properties of a body; empty when it has none. */
  static Stream<ObjectNode> properties(JsonNode body) {
    JsonNode properties = body.path("properties");
    return IntStream.range(0, properties.size()).mapToObj(i -> (ObjectNode) properties.get(i));
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
