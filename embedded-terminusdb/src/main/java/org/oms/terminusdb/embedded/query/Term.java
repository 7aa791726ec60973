// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.schema.Prefixes;

/** One place of a triple: a variable, a node or a literal. */
sealed interface Term {

  /** A variable, bound or to be bound. */
  record Variable(String name) implements Term {}

  /** A node by its full name. */
  record Node(String iri) implements Term {}

  /** A literal with the full name of its type. */
  record Literal(String type, JsonNode value) implements Term {

    /** Numbers are equal by value, whatever their type says. */
    boolean matches(Literal other) {
      if (value.isNumber() && other.value.isNumber()) {
        return value.decimalValue().compareTo(other.value.decimalValue()) == 0;
      }
      return type.equals(other.type) && value.asText().equals(other.value.asText());
    }
  }

  /** As bindings show it. */
  static JsonNode shown(Term term, Prefixes prefixes) {
    if (term instanceof Node node) {
      return TextNode.valueOf(prefixes.shortNode(node.iri()));
    }
    Literal literal = (Literal) term;
    return Json.object("@type", prefixes.shortNode(literal.type()), "@value", literal.value());
  }
}
