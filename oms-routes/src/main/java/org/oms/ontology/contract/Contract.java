// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oms.ontology.OmsConfig;

/**
 * {@code contracts/oms.openapi.yaml} as the service obeys it: its operations, and its schemas
 * compiled once. What is checked here is written nowhere else.
 */
@Singleton
public class Contract {

  private static final String SOURCE = "/contracts/oms.openapi.yaml";
  private static final String ID = "https://oms.example/contracts/oms.openapi.yaml";
  private static final String PARAMETER = "parameter-";
  private static final String OPERATIONS = "/components/schemas/ChangeSet/properties/operations";
  private static final String PROPERTIES = "/components/schemas/Properties";
  private static final String PAGE = "/components/parameters/limit/schema";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  /** As it is written. */
  public Contract() {
    this(read());
  }

  /** With the limits that are set. */
  @Inject
  public Contract(OmsConfig config) {
    this(limited(read(), config));
  }

  private Contract(JsonNode document) {
    this.document = document;
    registry =
        SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder ->
                builder
                    .schemas(Map.of(ID, schemas().toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    document.path("paths").properties().forEach(path -> readPath(path.getKey(), path.getValue()));
  }

  private static JsonNode limited(JsonNode document, OmsConfig config) {
    limit(document, OPERATIONS, "maxItems", config.input().changeSetOperationsMax());
    limit(document, PROPERTIES, "maxItems", config.input().propertiesMax());
    limit(document, PAGE, "maximum", config.lists().limitMax());
    return document;
  }

  private static void limit(JsonNode document, String pointer, String keyword, int max) {
    ((ObjectNode) document.requiredAt(pointer)).put(keyword, max);
  }

  /** All operations, in the contract's order. */
  public List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  /** An operation by its operationId, which is also its route's id. */
  public Operation operation(String operationId) {
    return Optional.ofNullable(operations.get(operationId)).orElseThrow();
  }

  /** Where all paths begin. */
  public String basePath() {
    return document.path("servers").path(0).path("url").asText();
  }

  /** A named schema of the contract, as it is written. */
  public JsonNode schemaNode(String name) {
    return document.path("components").path("schemas").path(name);
  }

  /** A schema in full: where it refers to another, the other's members with its own above them. */
  public JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  /** A named schema, compiled. */
  public Violations schema(String name) {
    return compiled("/$defs/" + name);
  }

  /** The contract's schemas alone, as one JSON Schema; a parameter's is named like it. */
  private JsonNode schemas() {
    ObjectNode defs = JsonNodeFactory.instance.objectNode();
    document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> defs.set(schema.getKey(), schema.getValue()));
    document
        .at("/components/parameters")
        .properties()
        .forEach(
            parameter ->
                defs.set(PARAMETER + parameter.getKey(), parameter.getValue().path("schema")));
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    schemas.set("$defs", defs);
    try {
      return new ObjectMapper()
          .readTree(schemas.toString().replace("#/components/schemas/", "#/$defs/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Violations compiled(String pointer) {
    Schema schema = registry.getSchema(SchemaLocation.of(ID + "#" + pointer));
    schema.initializeValidators();
    return new Violations(schema);
  }

  private void readPath(String path, JsonNode item) {
    item.properties().stream()
        .filter(entry -> METHODS.contains(entry.getKey()))
        .forEach(
            entry -> {
              Operation operation = readOperation(path, entry.getKey(), item);
              operations.put(operation.id(), operation);
            });
  }

  private Operation readOperation(String path, String method, JsonNode item) {
    JsonNode operation = item.path(method);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (JsonNode owner : List.of(item, operation)) {
      for (JsonNode written : owner.path("parameters")) {
        Parameter parameter = readParameter(written);
        parameters.put(parameter.name(), parameter);
      }
    }
    Map<String, Violations> bodies = new LinkedHashMap<>();
    operation
        .path("requestBody")
        .path("content")
        .properties()
        .forEach(
            media -> {
              String reference = media.getValue().path("schema").path("$ref").asText();
              String name = reference.substring(reference.lastIndexOf('/') + 1);
              bodies.put(media.getKey(), schema(name));
            });
    return new Operation(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("x-permission").asText(),
        parameters,
        bodies);
  }

  private Parameter readParameter(JsonNode written) {
    String pointer = written.path("$ref").asText().substring(1);
    JsonNode parameter = document.at(pointer);
    JsonNode schema = parameter.path("schema");
    JsonNode type = schema.has("$ref") ? resolved(schema) : schema;
    return new Parameter(
        parameter.path("name").asText(),
        parameter.path("in").asText(),
        parameter.path("required").asBoolean(),
        type.path("type").asText("string"),
        schema(PARAMETER + pointer.substring(pointer.lastIndexOf('/') + 1)));
  }

  private static JsonNode read() {
    try (InputStream source = Contract.class.getResourceAsStream(SOURCE)) {
      return new ObjectMapper(new YAMLFactory()).readTree(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
