// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A property of a class.
 *
 * @param name short name
 * @param cardinality how many values it takes
 * @param range full name of the class, enum or base type of its values
 */
public record Property(String name, Cardinality cardinality, String range) {

  /** How many values a property takes. */
  public enum Cardinality {
    ONE,
    OPTIONAL,
    SET,
    LIST;

    boolean isRequired() {
      return this == ONE || this == LIST;
    }

    boolean isMany() {
      return this == SET || this == LIST;
    }
  }

  static Property of(String name, JsonNode definition, Prefixes prefixes) {
    if (definition.isTextual()) {
      return new Property(name, Cardinality.ONE, prefixes.schemaIri(definition.asText()));
    }
    JsonNode family = definition.path("@class");
    JsonNode range = family.isObject() ? family.path("@class") : family;
    return new Property(name, cardinalityOf(definition), prefixes.schemaIri(range.asText("")));
  }

  private static Cardinality cardinalityOf(JsonNode definition) {
    return switch (definition.path("@type").asText("")) {
      case "Optional" -> Cardinality.OPTIONAL;
      case "Set", "Cardinality" -> Cardinality.SET;
      case "List", "Array" -> Cardinality.LIST;
      default -> Cardinality.ONE;
    };
  }
}
