// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.oms.ontology.problem.Problem.Violation;

/**
 * A parameter of an operation.
 *
 * @param in path, query or header
 * @param type the JSON type its text stands for
 */
public record Parameter(String name, String in, boolean required, String type, Violations schema) {

  /** What is wrong with a value, as it came. */
  public List<Violation> violations(String value) {
    return schema.of(typed(value)).stream()
        .map(found -> new Violation("/" + name, found.code(), found.message()))
        .toList();
  }

  private JsonNode typed(String value) {
    if ("integer".equals(type) && value.matches("-?[0-9]{1,9}")) {
      return JsonNodeFactory.instance.numberNode(Integer.parseInt(value));
    }
    if ("boolean".equals(type) && value.matches("true|false")) {
      return JsonNodeFactory.instance.booleanNode("true".equals(value));
    }
    return TextNode.valueOf(value);
  }
}
