// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.SchemaViolation;

/** Checks a schema in itself, and the documents that are already there against a changed one. */
public final class SchemaCheck {

  private final Schema schema;
  private final Prefixes prefixes;

  public SchemaCheck(Schema schema) {
    this.schema = schema;
    this.prefixes = schema.prefixes();
  }

  /** Refuses classes whose supers, ranges or keys do not exist, and cycles. */
  public void requireConsistent() {
    for (Map.Entry<String, ObjectNode> each : schema.documents().entrySet()) {
      requireSupers(each.getKey(), each.getValue());
    }
    for (String each : schema.documents().descendingKeySet()) {
      refuseCycle(each, each, new ArrayList<>(List.of(each)));
    }
    for (String id : schema.documents().keySet()) {
      schema.findClass(prefixes.schemaIri(id)).ifPresent(this::requireRangesAndKey);
    }
  }

  /** Refuses a schema that existing documents do not fit. */
  public void requireFit(Collection<ObjectNode> documents) {
    documents.forEach(this::requireFit);
  }

  private void requireSupers(String id, ObjectNode document) {
    for (String each : Schema.inherits(document)) {
      if (!schema.documents().containsKey(each)) {
        throw SchemaViolation.of(
            "inherits_from_non_existent_class",
            "class",
            prefixes.schemaIri(id),
            "super",
            prefixes.schemaIri(each));
      }
    }
  }

  private void refuseCycle(String start, String current, List<String> path) {
    for (String each : Schema.inherits(schema.documents().getOrDefault(current, Json.object()))) {
      if (each.equals(start)) {
        path.add(start);
        throw SchemaViolation.of(
            "cycle_in_class",
            "from_class",
            prefixes.schemaIri(start),
            "path",
            Json.array(path.stream().map(prefixes::schemaIri).toList()),
            "to_class",
            prefixes.schemaIri(start));
      }
      if (!path.contains(each)) {
        List<String> longer = new ArrayList<>(path);
        longer.add(each);
        refuseCycle(start, each, longer);
      }
    }
  }

  private void requireRangesAndKey(ClassDefinition type) {
    for (Property property : type.properties().values()) {
      boolean isKnown =
          BaseType.isBaseType(property.range())
              || schema.findClass(property.range()).isPresent()
              || schema.findEnum(property.range()).isPresent();
      if (!isKnown) {
        throw SchemaViolation.of("not_a_class_or_base_type", "class", property.range());
      }
    }
    for (String field : type.keyFields()) {
      if (!type.properties().containsKey(field)) {
        String iri = prefixes.schemaIri(type.name());
        throw SchemaViolation.of(
            "key_field_does_not_exist",
            "class",
            iri,
            "field",
            prefixes.schemaIri(field),
            "key",
            iri + "/key/" + type.keyType() + "/" + String.join("+", type.keyFields()),
            "type",
            Prefixes.SYS + type.keyType());
      }
    }
  }

  private void requireFit(ObjectNode document) {
    String className = prefixes.schemaIri(document.path("@type").asText());
    String subject = prefixes.documentIri(document.path("@id").asText());
    ClassDefinition type = schema.findClass(className).orElse(null);
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      boolean isGone =
          !field.getKey().startsWith("@")
              && (type == null || !type.properties().containsKey(field.getKey()));
      if (isGone) {
        throw SchemaViolation.of(
            "invalid_predicate",
            "class",
            className,
            "predicate",
            prefixes.schemaIri(field.getKey()),
            "subject",
            subject);
      }
    }
    if (type == null) {
      throw SchemaViolation.of("instance_not_of_class", "class", className, "instance", subject);
    }
    if (type.isAbstract()) {
      throw SchemaViolation.of("reifying_abstract_class", "class", className, "subject", 1);
    }
    type.properties().values().forEach(each -> requireFit(each, document, subject));
  }

  private void requireFit(Property property, ObjectNode document, String subject) {
    JsonNode value = document.path(property.name());
    if (value.isMissingNode() && property.cardinality().isRequired()) {
      throw SchemaViolation.of(
          "instance_not_cardinality_one",
          "class",
          property.range(),
          "instance",
          subject,
          "predicate",
          prefixes.schemaIri(property.name()));
    }
    schema
        .findEnum(property.range())
        .filter(values -> value.isTextual() && !values.contains(value.asText()))
        .ifPresent(
            values -> {
              throw SchemaViolation.of(
                  "instance_not_of_class",
                  "class",
                  property.range(),
                  "instance",
                  property.range() + "/" + value.asText());
            });
  }
}
