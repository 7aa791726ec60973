// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;

/**
 * A request.
 *
 * @param method in capitals
 * @param path decoded, as error bodies show it
 * @param parameters of the query string, the first of each name
 * @param headers by lower-case name
 * @param body unpacked
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes of the wire: never compared, never changed.
public record Call(
    String method,
    String path,
    Map<String, String> parameters,
    Map<String, String> headers,
    byte[] body) {

  public Call {
    parameters = new TreeMap<>(parameters);
    headers = new TreeMap<>(headers);
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The path after {@code /api/<endpoint>/}, in segments. */
  List<String> resource() {
    List<String> segments = List.of(path.split("/"));
    return segments.size() <= 3 ? List.of() : segments.subList(3, segments.size());
  }

  /** A text the caller has to give, and not empty. */
  String required(String name) {
    String value = parameter(name).orElseThrow(() -> missing(name));
    if (value.isEmpty()) {
      throw badType(name, "non-empty string", value, "''");
    }
    return value;
  }

  boolean flag(String name) {
    String value = parameter(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw badType(name, "boolean (true, false)", value, value);
    }
    return value.equals("true");
  }

  long number(String name, String expectedType, long otherwise) {
    String value = parameter(name).orElse("");
    if (value.isEmpty()) {
      return otherwise;
    }
    boolean takesNegative = expectedType.equals("integer");
    if (!value.matches(takesNegative ? "-?\\d{1,18}" : "\\d{1,18}")) {
      throw badType(name, expectedType, value, value.startsWith("-") ? "'" + value + "'" : value);
    }
    return Long.parseLong(value);
  }

  /** The body as one JSON object. */
  ObjectNode object() {
    JsonNode json = json();
    if (!json.isObject()) {
      throw TypeMismatch.of(json, "dict");
    }
    return (ObjectNode) json;
  }

  private JsonNode json() {
    requireJsonContent();
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      if (!json.isMissingNode()) {
        return json;
      }
    } catch (IOException e) {
      throw new NotJson(text(), e);
    }
    throw new NotJson(text(), null);
  }

  void requireJsonContent() {
    String type = header("content-type").orElseThrow(() -> BadContentType.missing());
    if (!type.replaceAll(";.*", "").trim().equals("application/json")) {
      throw BadContentType.of(type);
    }
  }

  static Refusal missing(String parameter) {
    return Refusal.failure(
        "Missing parameter: " + parameter, "api:MissingParameter", "api:parameter", parameter);
  }

  static Refusal badType(String parameter, String expected, String value, String shown) {
    return Refusal.failure(
        "Expected parameter '" + parameter + "' of type '" + expected + "` but found: " + shown,
        "api:BadParameterType",
        "api:expected_type",
        expected,
        "api:parameter",
        parameter,
        "api:value",
        value);
  }

  private String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
