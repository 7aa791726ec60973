// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.oms.terminusdb.embedded.Json;

/** An immutable schema: the context and the schema documents, by their short ids. */
public final class Schema {

  private final Prefixes prefixes;
  private final NavigableMap<String, ObjectNode> documents;
  private final Map<String, ClassDefinition> classes = new HashMap<>();
  private final Map<String, Set<String>> enums = new HashMap<>();

  public Schema(Prefixes prefixes, Map<String, ObjectNode> documents) {
    this.prefixes = prefixes;
    this.documents = Collections.unmodifiableNavigableMap(new TreeMap<>(documents));
    this.documents.forEach(this::index);
  }

  public static Schema empty(Prefixes prefixes) {
    return new Schema(prefixes, Map.of());
  }

  /** Reads what {@link #toJson} has written. */
  public static Schema fromJson(JsonNode json) {
    Map<String, ObjectNode> documents = new TreeMap<>();
    for (JsonNode each : json.path("documents")) {
      documents.put(each.path("@id").asText(), (ObjectNode) each);
    }
    return new Schema(
        new Prefixes(json.path("base").asText(), json.path("schema").asText()), documents);
  }

  public ObjectNode toJson() {
    return Json.object(
        "base",
        prefixes.base(),
        "schema",
        prefixes.schema(),
        "documents",
        Json.array(documents.values()));
  }

  public Prefixes prefixes() {
    return prefixes;
  }

  public NavigableMap<String, ObjectNode> documents() {
    return documents;
  }

  Optional<ClassDefinition> findClass(String iri) {
    return Optional.ofNullable(classes.get(iri));
  }

  Optional<Set<String>> findEnum(String iri) {
    return Optional.ofNullable(enums.get(iri));
  }

  public boolean isClass(String iri) {
    return classes.containsKey(iri);
  }

  public boolean isEnum(String iri) {
    return enums.containsKey(iri);
  }

  /** Whether this property of the document is a list. */
  public boolean isList(ObjectNode document, String property) {
    return find(document, property)
        .filter(each -> each.cardinality() == Property.Cardinality.LIST)
        .isPresent();
  }

  /** Whether any list of the document has members. */
  public boolean hasListMembers(ObjectNode document) {
    return document.properties().stream()
        .anyMatch(each -> !each.getValue().isEmpty() && isList(document, each.getKey()));
  }

  /** The full name of the type of this property's values. */
  public String rangeOf(ObjectNode document, String property) {
    return find(document, property).map(Property::range).orElse(BaseType.STRING);
  }

  /** Whether documents of the class, or of one below it, are of the type. */
  public boolean isSubsumed(String className, String type) {
    return withSupers(className).contains(type);
  }

  /** The class of a stored document. */
  Optional<ClassDefinition> classOf(ObjectNode document) {
    return findClass(prefixes.schemaIri(document.path("@type").asText()));
  }

  /** The name and all superclasses' names of a class, short, itself first. */
  Set<String> withSupers(String name) {
    Set<String> seen = new LinkedHashSet<>();
    collectSupers(name, seen);
    return seen;
  }

  static List<String> inherits(JsonNode document) {
    JsonNode inherits = document.path("@inherits");
    List<String> names = new ArrayList<>();
    if (inherits.isArray()) {
      inherits.forEach(each -> names.add(each.asText()));
    } else if (inherits.isTextual()) {
      names.add(inherits.asText());
    }
    return names;
  }

  private Optional<Property> find(ObjectNode document, String property) {
    return classOf(document).map(type -> type.properties().get(property));
  }

  private void collectSupers(String name, Set<String> seen) {
    ObjectNode document = documents.get(name);
    if (document != null && seen.add(name)) {
      inherits(document).forEach(each -> collectSupers(each, seen));
    }
  }

  private void index(String id, ObjectNode document) {
    String iri = prefixes.schemaIri(id);
    if (document.path("@type").asText().equals("Enum")) {
      Set<String> values = new LinkedHashSet<>();
      document.path("@value").forEach(each -> values.add(each.asText()));
      enums.put(iri, values);
    } else {
      classes.put(iri, define(id, document));
    }
  }

  private ClassDefinition define(String id, ObjectNode document) {
    Map<String, Property> properties = new TreeMap<>();
    JsonNode key = document.path("@key");
    for (String each : withSupers(id)) {
      ownProperties(documents.get(each)).forEach(properties::putIfAbsent);
      key = key.isMissingNode() ? documents.get(each).path("@key") : key;
    }
    List<String> keyFields = new ArrayList<>();
    key.path("@fields").forEach(each -> keyFields.add(each.asText()));
    return new ClassDefinition(
        id,
        document.has("@abstract"),
        document.has("@subdocument"),
        key.path("@type").asText("Random"),
        keyFields,
        properties);
  }

  private Map<String, Property> ownProperties(ObjectNode document) {
    boolean isUnion = document.path("@type").asText().equals("TaggedUnion");
    Map<String, Property> own = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (!field.getKey().startsWith("@")) {
        Property property = Property.of(field.getKey(), field.getValue(), prefixes);
        own.put(field.getKey(), isUnion ? optional(property) : property);
      }
    }
    alternatives(document.path("@oneOf")).forEach(each -> own.put(each.name(), optional(each)));
    return own;
  }

  private List<Property> alternatives(JsonNode oneOf) {
    List<Property> all = new ArrayList<>();
    ArrayNode groups = oneOf.isArray() ? (ArrayNode) oneOf : Json.array(List.of(oneOf));
    for (JsonNode group : groups) {
      for (Map.Entry<String, JsonNode> field : group.properties()) {
        all.add(Property.of(field.getKey(), field.getValue(), prefixes));
      }
    }
    return all;
  }

  private static Property optional(Property property) {
    return new Property(property.name(), Property.Cardinality.OPTIONAL, property.range());
  }
}
