// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.oms.ontology.problem.Problem.Violation;

/** What a schema can't say about a resource or a property, but its body alone shows. */
final class SelfChecks {

  private final List<Violation> found = new ArrayList<>();

  private SelfChecks() {}

  /** Of a resource or a property. */
  static List<Violation> of(ObjectNode body) {
    SelfChecks checks = new SelfChecks();
    checks.deprecation(body);
    if (body.has("dataType")) {
      checks.property("", body);
    }
    checks.properties(body);
    return checks.found;
  }

  private void deprecation(ObjectNode body) {
    boolean deprecated = "deprecated".equals(body.path("status").asText());
    if (body.has("deprecation") && !deprecated) {
      add("/deprecation", "not-allowed", "Only a resource with status deprecated has this.");
    }
  }

  private void properties(ObjectNode body) {
    Set<String> names = new HashSet<>();
    Set<String> rids = new HashSet<>();
    for (int i = 0; i < body.path("properties").size(); i++) {
      ObjectNode property = (ObjectNode) body.path("properties").get(i);
      String pointer = "/properties/" + i;
      String name = property.path("apiName").asText();
      if (!names.add(name)) {
        add(pointer + "/apiName", "not-unique", "There are two properties named " + name + ".");
      }
      if (property.has("rid") && !rids.add(property.path("rid").asText())) {
        add(pointer + "/rid", "not-unique", "Two properties have this rid.");
      }
      property(pointer, property);
    }
  }

  private void property(String pointer, ObjectNode property) {
    boolean array = property.path("isArray").asBoolean();
    String type = property.path("dataType").asText();
    JsonNode standard = property.path("defaultValue");
    if (!standard.isMissingNode() && !fits(type, array, standard)) {
      add(pointer + "/defaultValue", "wrong-type", "This is no value of type " + type + ".");
    }
    for (int i = 0; i < property.path("enumValues").size(); i++) {
      if (!fits(type, false, property.path("enumValues").get(i))) {
        add(pointer + "/enumValues/" + i, "wrong-type", "This is no value of type " + type + ".");
      }
    }
    constraints(pointer + "/constraints", property.path("constraints"));
  }

  private void constraints(String pointer, JsonNode constraints) {
    ordered(pointer, constraints, "min", "max");
    ordered(pointer, constraints, "minLength", "maxLength");
    try {
      Pattern.compile(constraints.path("pattern").asText());
    } catch (PatternSyntaxException e) {
      add(pointer + "/pattern", "wrong-format", "Not a regular expression: " + e.getDescription());
    }
  }

  private void ordered(String pointer, JsonNode constraints, String low, String high) {
    JsonNode least = constraints.path(low);
    JsonNode most = constraints.path(high);
    if (least.isNumber()
        && most.isNumber()
        && least.decimalValue().compareTo(most.decimalValue()) > 0) {
      add(pointer + "/" + low, "too-large", low + " is greater than " + high + ".");
    }
  }

  private static boolean fits(String type, boolean array, JsonNode value) {
    if (!array) {
      return fits(type, value);
    }
    boolean all = value.isArray();
    for (JsonNode item : value) {
      all = all && fits(type, item);
    }
    return all;
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "boolean" -> value.isBoolean();
      case "string", "attachment", "reference" -> value.isTextual();
      case "integer" -> value.isIntegralNumber() && value.canConvertToInt();
      case "long" -> value.isIntegralNumber() && value.canConvertToLong();
      case "float", "double" -> value.isNumber();
      case "decimal" -> value.isNumber() || isDecimal(value);
      case "date" -> parses(value, LocalDate::parse);
      case "time" -> parses(value, LocalTime::parse);
      case "timestamp" -> parses(value, OffsetDateTime::parse);
      default -> true;
    };
  }

  private static boolean isDecimal(JsonNode value) {
    return value.isTextual() && value.asText().matches("-?[0-9]{1,38}(\\.[0-9]{1,38})?");
  }

  private static boolean parses(JsonNode value, Function<String, Object> parser) {
    try {
      return parser.apply(value.asText()) != null && value.isTextual();
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private void add(String pointer, String code, String message) {
    found.add(new Violation(pointer, code, message));
  }
}
