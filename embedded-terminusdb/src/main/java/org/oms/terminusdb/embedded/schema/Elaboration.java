// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.RandomIds;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.SchemaViolation;

/**
 * Turns a submitted document into the stored one: types checked, values cast, id generated. What is
 * stored is what reads show: short ids, sets sorted, absent values left out.
 */
public final class Elaboration {

  private final Schema schema;
  private final Prefixes prefixes;

  public Elaboration(Schema schema) {
    this.schema = schema;
    this.prefixes = schema.prefixes();
  }

  /**
   * The document to store.
   *
   * @throws SchemaViolation when the schema does not allow it
   */
  public ObjectNode elaborate(ObjectNode submitted) {
    ClassDefinition type = typeOf(submitted);
    if (type.isAbstract()) {
      throw SchemaViolation.of(
          "reifying_abstract_class",
          "class",
          prefixes.schemaIri(type.name()),
          "subject",
          "unknown");
    }
    refuseUnknownProperties(submitted, type);
    ObjectNode values = Json.object();
    for (Property property : type.properties().values()) {
      JsonNode value = submitted.path(property.name());
      if (isAbsent(value)) {
        requireNot(property, submitted, type, values);
      } else {
        values.set(property.name(), value(property, value, submitted));
      }
    }
    String id = new Keys(prefixes).idOf(submitted, type, values);
    return withIds(id, type, values);
  }

  private ClassDefinition typeOf(ObjectNode submitted) {
    JsonNode type = submitted.path("@type");
    if (!type.isTextual()) {
      throw SchemaViolation.of("no_unique_type_for_document", "document", submitted);
    }
    String iri = prefixes.schemaIri(type.asText());
    return schema
        .findClass(iri)
        .orElseThrow(
            () ->
                SchemaViolation.of(
                    "ascribed_type_does_not_exist", "ascribed_type", iri, "document", submitted));
  }

  private void refuseUnknownProperties(ObjectNode submitted, ClassDefinition type) {
    TreeSet<String> unknown = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : submitted.properties()) {
      if (!field.getKey().startsWith("@") && !type.properties().containsKey(field.getKey())) {
        unknown.add(prefixes.schemaIri(field.getKey()));
      }
    }
    if (!unknown.isEmpty()) {
      throw SchemaViolation.of(
          "unknown_property_for_type",
          "document",
          expanded(submitted, type, Json.object()),
          "property",
          Json.array(unknown),
          "type",
          prefixes.schemaIri(type.name()));
    }
  }

  private void requireNot(
      Property property, ObjectNode submitted, ClassDefinition type, ObjectNode done) {
    if (property.cardinality().isRequired()) {
      throw SchemaViolation.of(
          "required_field_does_not_exist_in_document",
          "document",
          expanded(submitted, type, done),
          "field",
          prefixes.schemaIri(property.name()));
    }
  }

  private JsonNode value(Property property, JsonNode value, ObjectNode submitted) {
    boolean isJson = property.range().equals(BaseType.JSON);
    if (!property.cardinality().isMany()) {
      if (value.isArray() && !isJson) {
        throw SchemaViolation.of("unexpected_list", "type", property.range(), "value", value);
      }
      return single(property, value, submitted);
    }
    if (!value.isArray() && property.cardinality() == Property.Cardinality.LIST) {
      throw Refusal.serverError(
          "Document insertion failed unexpectedly",
          "api:DocumentInsertionFailedUnexpectedly",
          "api:document",
          submitted);
    }
    List<JsonNode> elements =
        elements(property, value.isArray() ? value : Json.array(List.of(value)), submitted);
    return property.cardinality() == Property.Cardinality.SET
        ? Json.array(new SetOrder().sortedDistinct(elements))
        : Json.array(elements);
  }

  private JsonNode single(Property property, JsonNode value, ObjectNode submitted) {
    try {
      return element(property, value, submitted);
    } catch (Misfit misfit) {
      throw new SchemaViolation(Json.object(prefixes.schemaIri(property.name()), misfit.witness()));
    }
  }

  /** All elements, or a violation with a witness for each that does not fit. */
  private List<JsonNode> elements(Property property, JsonNode given, ObjectNode submitted) {
    List<JsonNode> elements = new ArrayList<>();
    List<JsonNode> witnesses = new ArrayList<>();
    for (JsonNode each : given) {
      try {
        elements.add(element(property, each, submitted));
      } catch (Misfit misfit) {
        witnesses.add(misfit.witness());
      }
    }
    if (!witnesses.isEmpty()) {
      throw new SchemaViolation(
          Json.object(prefixes.schemaIri(property.name()), Json.array(witnesses)));
    }
    return elements;
  }

  private JsonNode element(Property property, JsonNode value, ObjectNode submitted) {
    String range = property.range();
    if (BaseType.isBaseType(range)) {
      return baseValue(property, value, submitted);
    }
    if (schema.findEnum(range).isPresent()) {
      return enumValue(property, value);
    }
    return reference(property, value);
  }

  private JsonNode baseValue(Property property, JsonNode value, ObjectNode submitted) {
    JsonNode plain = isTyped(value) ? value.path("@value") : value;
    if (plain.isObject() && !property.range().equals(BaseType.JSON)) {
      throw new Misfit(Json.object("@type", "no_unique_type_for_document", "document", plain));
    }
    Optional<JsonNode> cast = BaseType.cast(plain, property.range(), submitted);
    return cast.orElseThrow(
        () ->
            new Misfit(
                Json.object(
                    "@type",
                    "could_not_interpret_as_type",
                    "type",
                    property.range(),
                    "value",
                    witnessOf(plain))));
  }

  /** TerminusDB shows a number it could not read as a Prolog term. */
  private static JsonNode witnessOf(JsonNode value) {
    return value.isNumber()
        ? TextNode.valueOf(value.asText() + "^^'" + Prefixes.XSD + "decimal'")
        : value;
  }

  private JsonNode enumValue(Property property, JsonNode value) {
    if (value.isTextual()
        && schema.findEnum(property.range()).orElseThrow().contains(value.asText())) {
      return value;
    }
    throw new Misfit(
        Json.object("@type", "not_a_valid_enum", "enum", property.range(), "value", value));
  }

  private JsonNode reference(Property property, JsonNode value) {
    if (value.isTextual()) {
      String iri = prefixes.documentIri(value.asText());
      return TextNode.valueOf(prefixes.shortDocumentId(iri));
    }
    if (isTyped(value)) {
      throw new Misfit(
          Json.object(
              "@type",
              "ascribed_type_not_subsumed",
              "ascribed_type",
              value.path("@type"),
              "document",
              value,
              "required_type",
              property.range()));
    }
    if (value.isObject()) {
      return subdocument(property, (ObjectNode) value);
    }
    throw new Misfit(
        Json.object("@type", "not_an_object_identifier", "type", property.range(), "value", value));
  }

  private JsonNode subdocument(Property property, ObjectNode value) {
    ObjectNode typed = value.deepCopy();
    if (!typed.has("@type")) {
      typed.put("@type", property.range());
    }
    if (typed.size() == 2 && typed.path("@id").isTextual()) {
      return reference(property, typed.path("@id"));
    }
    return elaborate(typed);
  }

  /** Subdocuments get ids below their owner's: a random key each, whatever key they declare. */
  private ObjectNode withIds(String id, ClassDefinition type, ObjectNode values) {
    ObjectNode stored = Json.object("@id", prefixes.shortDocumentId(id), "@type", type.name());
    for (Map.Entry<String, JsonNode> field : values.properties()) {
      Property property = type.properties().get(field.getKey());
      JsonNode value = field.getValue();
      boolean isEmptySet = property.cardinality() == Property.Cardinality.SET && value.isEmpty();
      if (!isEmptySet) {
        stored.set(field.getKey(), belowOwner(id, property, value));
      }
    }
    return stored;
  }

  private JsonNode belowOwner(String owner, Property property, JsonNode value) {
    boolean isLiteral =
        BaseType.isBaseType(property.range()) || schema.findEnum(property.range()).isPresent();
    if (isLiteral) {
      return value;
    }
    if (value.isArray()) {
      ArrayNode array = Json.array(List.of());
      value.forEach(each -> array.add(belowOwner(owner, property, each)));
      return array;
    }
    if (!value.isObject()) {
      return value;
    }
    ClassDefinition type = schema.classOf((ObjectNode) value).orElseThrow();
    String id = owner + "/" + property.name() + "/" + type.name() + "/" + RandomIds.ofDocument();
    ObjectNode values = ((ObjectNode) value).deepCopy().without(List.of("@id", "@type"));
    return withIds(id, type, values);
  }

  /** The document as witnesses show it: names in full, values typed as far as checking has come. */
  private ObjectNode expanded(ObjectNode submitted, ClassDefinition type, ObjectNode done) {
    ObjectNode expanded = Json.object();
    for (Map.Entry<String, JsonNode> field : submitted.properties()) {
      String name = field.getKey();
      switch (name) {
        case "@id" -> expanded.put(name, prefixes.documentIri(field.getValue().asText()));
        case "@type" -> expanded.put(name, prefixes.schemaIri(field.getValue().asText()));
        default ->
            expanded.set(
                prefixes.schemaIri(name),
                done.has(name)
                    ? typed(type.properties().get(name), done.path(name))
                    : field.getValue());
      }
    }
    return expanded;
  }

  private static JsonNode typed(Property property, JsonNode value) {
    if (property.cardinality().isMany()) {
      String container = property.cardinality() == Property.Cardinality.LIST ? "@list" : "@set";
      return Json.object("@container", container, "@type", property.range(), "@value", value);
    }
    return Json.object("@type", property.range(), "@value", value);
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static boolean isTyped(JsonNode value) {
    return value.isObject() && value.has("@value");
  }

  /** A value that does not fit its property. */
  private static final class Misfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ObjectNode witness;

    Misfit(ObjectNode witness) {
      super(witness.toString());
      this.witness = witness;
    }

    ObjectNode witness() {
      return witness;
    }
  }
}
