// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.RandomIds;
import org.oms.terminusdb.embedded.SchemaViolation;

/** The links from a document to others. */
public final class References {

  private final Schema schema;
  private final Prefixes prefixes;

  public References(Schema schema) {
    this.schema = schema;
    this.prefixes = schema.prefixes();
  }

  /** Refuses a document that links to one that does not exist. */
  public void requireTargets(ObjectNode document, Predicate<String> exists) {
    for (Link link : linksOf(document)) {
      if (!exists.test(link.target())) {
        throw violation("references_untyped_object", link);
      }
    }
  }

  /** Refuses a document that links to a deleted one. */
  public void refuseLinksTo(ObjectNode document, Predicate<String> isDeleted) {
    for (Link link : linksOf(document)) {
      if (isDeleted.test(link.target())) {
        throw violation("deleted_object_still_referenced", link);
      }
    }
  }

  public boolean linksTo(ObjectNode document, Predicate<String> isTarget) {
    return linksOf(document).stream().anyMatch(link -> isTarget.test(link.target()));
  }

  /**
   * The document without its links to deleted ones, as TerminusDB leaves it when a document is
   * deleted by id: optional values and members of sets go silently, the rest is refused.
   */
  public ObjectNode unlinked(ObjectNode document, Predicate<String> isDeleted) {
    ClassDefinition type = schema.classOf(document).orElseThrow();
    ObjectNode remaining = document.deepCopy();
    for (Property property : type.properties().values()) {
      JsonNode value = document.path(property.name());
      if (isReference(property) && links(value, isDeleted)) {
        unlink(remaining, property, value, isDeleted);
      }
    }
    return remaining;
  }

  private void unlink(
      ObjectNode document, Property property, JsonNode value, Predicate<String> isDeleted) {
    String id = prefixes.documentIri(document.path("@id").asText());
    switch (property.cardinality()) {
      case ONE ->
          throw SchemaViolation.of(
              "instance_not_cardinality_one",
              "class",
              property.range(),
              "instance",
              id,
              "predicate",
              prefixes.schemaIri(property.name()));
      case LIST -> refuseLinksTo(document, isDeleted);
      case OPTIONAL -> document.remove(property.name());
      case SET -> {
        ArrayNode rest = Json.array(List.of());
        value.forEach(
            each -> {
              if (!isDeleted.test(each.asText())) {
                rest.add(each);
              }
            });
        document.set(property.name(), rest);
        if (rest.isEmpty()) {
          document.remove(property.name());
        }
      }
    }
  }

  private record Link(String subject, Property property, String target) {}

  private List<Link> linksOf(ObjectNode document) {
    List<Link> links = new ArrayList<>();
    schema.classOf(document).ifPresent(type -> collect(document, type, links));
    return links;
  }

  private void collect(ObjectNode document, ClassDefinition type, List<Link> links) {
    String subject = document.path("@id").asText();
    for (Property property : type.properties().values()) {
      JsonNode value = document.path(property.name());
      if (value.isMissingNode() || !isReference(property)) {
        continue;
      }
      if (value.isArray()) {
        value.forEach(each -> collect(subject, property, each, links));
      } else {
        collect(subject, property, value, links);
      }
    }
  }

  private void collect(String subject, Property property, JsonNode value, List<Link> links) {
    if (value.isObject()) {
      links.addAll(linksOf((ObjectNode) value));
    } else {
      links.add(new Link(subject, property, value.asText()));
    }
  }

  private boolean isReference(Property property) {
    return !BaseType.isBaseType(property.range()) && schema.findEnum(property.range()).isEmpty();
  }

  private static boolean links(JsonNode value, Predicate<String> isDeleted) {
    if (value.isArray()) {
      for (JsonNode each : value) {
        if (links(each, isDeleted)) {
          return true;
        }
      }
      return false;
    }
    return value.isTextual() && isDeleted.test(value.asText());
  }

  /** A member of a list hangs on a cell of its own, so that is the subject TerminusDB names. */
  private SchemaViolation violation(String type, Link link) {
    boolean isList = link.property().cardinality() == Property.Cardinality.LIST;
    return SchemaViolation.of(
        type,
        "object",
        prefixes.documentIri(link.target()),
        "predicate",
        isList ? Prefixes.RDF + "first" : prefixes.schemaIri(link.property().name()),
        "subject",
        prefixes.documentIri(isList ? "Cons/" + RandomIds.ofDocument() : link.subject()));
  }
}
