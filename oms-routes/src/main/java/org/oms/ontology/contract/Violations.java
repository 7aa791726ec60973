// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import org.oms.ontology.problem.Problem.Violation;

/** A compiled schema that says what is wrong with a value. */
public record Violations(Schema schema) {

  /** A caller reads a hundred; a list of ten thousand mistakes helps nobody. */
  private static final int MAX = 100;

  public List<Violation> of(JsonNode value) {
    return schema.validate(value).stream().limit(MAX).map(Violations::violation).toList();
  }

  private static Violation violation(Error error) {
    String pointer = error.getInstanceLocation().toString();
    if (error.getProperty() != null) {
      pointer = pointer + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
    }
    return new Violation(pointer, code(error.getKeyword()), error.getMessage());
  }

  private static String code(String keyword) {
    return switch (keyword) {
      case "additionalProperties", "unevaluatedProperties" -> "unknown-field";
      case "required" -> "required";
      case "type" -> "wrong-type";
      case "maxLength", "maxItems", "maxProperties", "maximum" -> "too-large";
      case "minLength", "minItems", "minProperties", "minimum" -> "too-small";
      case "pattern", "format" -> "wrong-format";
      case "enum", "const" -> "not-allowed";
      case "uniqueItems" -> "not-unique";
      default -> "not-valid";
    };
  }
}
