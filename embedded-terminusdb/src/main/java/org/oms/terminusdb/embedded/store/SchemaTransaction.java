// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.schema.Schema;
import org.oms.terminusdb.embedded.schema.SchemaCheck;

/** Changes of schema documents that become one commit. */
public final class SchemaTransaction {

  private static final Set<String> TYPES =
      Set.of("Class", "Enum", "TaggedUnion", "Foreign", "Unit");

  private final State base;
  private Prefixes prefixes;
  private final Map<String, ObjectNode> documents;
  private final Set<String> mutated = new TreeSet<>();
  private final Set<String> twice = new TreeSet<>();
  private final List<JsonNode> created = new ArrayList<>();

  public SchemaTransaction(State base) {
    this.base = base;
    this.prefixes = base.schema().prefixes();
    this.documents = new TreeMap<>(base.schema().documents());
  }

  /**
   * Inserts a schema document.
   *
   * @return its short id
   */
  public String insert(ObjectNode submitted) {
    String id = idOf(submitted);
    if (base.schema().documents().containsKey(id) && documents.containsKey(id)) {
      throw Refusal.failure(
          "Tried to insert a new document with id \""
              + id
              + "\", but an object with that id already exists",
          "api:DocumentIdAlreadyExists",
          "api:document",
          submitted,
          "api:document_id",
          id);
    }
    JsonNode normal = put(id, submitted);
    created.add(Json.object("@type", "CreateClass", "class_document", normal));
    return id;
  }

  /**
   * Replaces a schema document.
   *
   * @param create whether a missing one is inserted instead of refused
   * @return its short id
   */
  public String replace(ObjectNode submitted, boolean create) {
    String id = idOf(submitted);
    if (!documents.containsKey(id) && !create) {
      throw Refusal.notFound(
          "Document not found: \"" + id + "\"",
          "api:DocumentNotFound",
          "api:document",
          submitted,
          "api:document_id",
          id);
    }
    put(id, submitted);
    return id;
  }

  public void delete(String id) {
    String shortId = prefixes.shortSchemaName(prefixes.schemaIri(id));
    if (documents.remove(shortId) == null) {
      throw Refusal.notFound(
          "Document not found: '" + id + "'", "api:DocumentNotFound", "api:document_id", id);
    }
  }

  /** Drops all schema documents; the context becomes the submitted one, if there is one. */
  public void clear(Optional<JsonNode> context) {
    documents.clear();
    context.ifPresent(
        each ->
            prefixes =
                new Prefixes(
                    each.path("@base").asText(prefixes.base()),
                    each.path("@schema").asText(prefixes.schema())));
  }

  /** What the transaction changes, checked in itself and against the documents there are. */
  public Delta finish() {
    if (!twice.isEmpty()) {
      throw Refusal.failure(
          "Tried to mutate document with same id multiple times",
          "api:SameDocumentIdsMutatedInOneTransaction",
          "api:duplicate_ids",
          Json.array(twice));
    }
    if (documents.equals(base.schema().documents()) && prefixes.equals(base.schema().prefixes())) {
      return Delta.none();
    }
    Schema schema = new Schema(prefixes, documents);
    SchemaCheck check = new SchemaCheck(schema);
    check.requireConsistent();
    check.requireFit(base.documents().values());
    return new Delta(Optional.of(schema), Map.of());
  }

  /** The migration TerminusDB would infer; known for plain insertions only. */
  public ObjectNode migration() {
    return created.isEmpty() || created.size() < mutated.size()
        ? Json.object()
        : Json.object("migration", Json.array(created));
  }

  private JsonNode put(String id, ObjectNode submitted) {
    requireKeyOfSubdocument(submitted);
    if (!mutated.add(id)) {
      twice.add(id);
    }
    ObjectNode normal = normal(submitted);
    documents.put(id, normal);
    return normal;
  }

  private String idOf(ObjectNode submitted) {
    String type = required("@type", submitted);
    if (!TYPES.contains(type)) {
      throw Refusal.failure(
          "The '@type' field referred to an unimplemented schema type.",
          "api:UnknownSchemaType",
          "api:type",
          type);
    }
    return prefixes.shortSchemaName(prefixes.schemaIri(required("@id", submitted)));
  }

  private static String required(String field, ObjectNode submitted) {
    JsonNode value = submitted.path(field);
    if (!value.isTextual()) {
      throw Refusal.failure(
          "Missing '" + field + "' field in submitted document.",
          "api:MissingField",
          "api:document",
          submitted,
          "api:field",
          field);
    }
    return value.asText();
  }

  private static void requireKeyOfSubdocument(ObjectNode submitted) {
    if (submitted.has("@subdocument") && !submitted.has("@key")) {
      throw Refusal.failure(
          "Subdocument @key missing", "api:SubdocumentKeyMissing", "api:document", submitted);
    }
  }

  /**
   * As reads show it: fields in order, a list of one superclass or alternative without its list.
   */
  private static ObjectNode normal(ObjectNode submitted) {
    ObjectNode normal = (ObjectNode) Json.sorted(submitted);
    for (String field : List.of("@inherits", "@oneOf")) {
      JsonNode value = normal.path(field);
      if (value.isArray() && value.size() == 1) {
        normal.set(field, value.get(0));
      }
    }
    return normal;
  }
}
