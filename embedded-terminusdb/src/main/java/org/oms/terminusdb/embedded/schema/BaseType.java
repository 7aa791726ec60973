// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;

/** Reads JSON values as the base types (xsd and sys:JSON), the way TerminusDB casts them. */
final class BaseType {

  static final String JSON = Prefixes.SYS + "JSON";
  static final String STRING = Prefixes.XSD + "string";

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "-?\\d{4,}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})?");

  private BaseType() {}

  static boolean isBaseType(String iri) {
    return iri.startsWith(Prefixes.XSD)
        || iri.equals(JSON)
        || iri.startsWith("http://terminusdb.com/schema/xdd#")
        || iri.equals(Prefixes.RDF + "langString");
  }

  /**
   * The value as it is stored and read back, or empty when it can't be read as the type.
   *
   * @throws Refusal for the two cases TerminusDB words differently
   */
  static Optional<JsonNode> cast(JsonNode value, String type, JsonNode document) {
    if (type.equals(JSON)) {
      return Optional.of(value);
    }
    String name = type.startsWith(Prefixes.XSD) ? type.substring(Prefixes.XSD.length()) : "string";
    return switch (name) {
      case "boolean" -> castBoolean(value);
      case "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger" ->
          castInteger(value, type, document);
      case "decimal", "double", "float" -> number(refuseBoolean(value, type)).map(Json::number);
      case "dateTime" ->
          text(value, type).filter(each -> DATE_TIME.matcher(each.asText()).matches());
      default -> text(value, type);
    };
  }

  private static Optional<JsonNode> castBoolean(JsonNode value) {
    if (value.isBoolean()) {
      return Optional.of(value);
    }
    return value.isTextual() && value.asText().matches("true|false")
        ? Optional.of(BooleanNode.valueOf(value.asText().equals("true")))
        : Optional.empty();
  }

  private static Optional<JsonNode> castInteger(JsonNode value, String type, JsonNode document) {
    refuseBoolean(value, type);
    if (value.isIntegralNumber()) {
      return Optional.of(value);
    }
    if (value.isNumber()) {
      BigDecimal decimal = value.decimalValue().stripTrailingZeros();
      if (decimal.scale() > 0) {
        throw Refusal.failure(
            "value " + value.asText() + " could not be casted to a '" + type + "'",
            "api:BadCast",
            "api:document",
            document,
            "api:type",
            type,
            "api:value",
            value);
      }
      return Optional.of(Json.number(decimal));
    }
    return value.isTextual() && value.asText().matches("[+-]?\\d+")
        ? Optional.of(Json.number(new BigDecimal(value.asText())))
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(value.decimalValue().stripTrailingZeros());
    }
    try {
      return value.isTextual()
          ? Optional.of(new BigDecimal(value.asText()).stripTrailingZeros())
          : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> text(JsonNode value, String type) {
    refuseBoolean(value, type);
    return value.isTextual() || value.isNumber()
        ? Optional.of(TextNode.valueOf(value.asText()))
        : Optional.empty();
  }

  private static JsonNode refuseBoolean(JsonNode value, String type) {
    if (value.isBoolean()) {
      throw Refusal.failure(
          "Unexpected boolean value: " + value + ", expected type: '" + type + "'",
          "api:UnexpectedBooleanValue",
          "api:expected_type",
          type,
          "api:value",
          value);
    }
    return value;
  }
}
