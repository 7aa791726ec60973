// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A service's contract, and the table of who may call its operations. */
final class RoleMatrix {

  static final List<String> ROLES =
      List.of("admin", "developer", "reviewer", "auditor", "viewer", "service_account");

  private static final Path REPOSITORY = Path.of(System.getProperty("oms.repository", ".."));
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final String service;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<String, Line> lines = new LinkedHashMap<>();

  private RoleMatrix(String service) {
    this.service = service;
  }

  /**
   * An operation as it can be called.
   *
   * @param path with a value in the place of each parameter; asks for a dry run where there is one
   * @param mediaType of the body; empty when it takes none
   */
  record Operation(String id, String method, String path, String mediaType) {}

  /**
   * A line of the table.
   *
   * @param scope what a token with scopes must name; {@code -} for none
   * @param cells {@code yes}, {@code no} or {@code own} by role
   */
  record Line(String operation, String scope, Map<String, String> cells) {}

  /** One cell of the table. */
  record Cell(Operation operation, String role, String scope, boolean allowed) {
    @Override
    public String toString() {
      return role + (allowed ? " may " : " may not ") + operation.id();
    }
  }

  static RoleMatrix of(String service) {
    RoleMatrix matrix = new RoleMatrix(service);
    matrix.readContract();
    matrix.readTable();
    return matrix;
  }

  /** Operations without a line, and lines without an operation. */
  Set<String> strangers() {
    Set<String> strangers = new TreeSet<>(operations.keySet());
    strangers.removeAll(lines.keySet());
    lines.keySet().stream().filter(id -> !operations.containsKey(id)).forEach(strangers::add);
    return strangers;
  }

  List<Cell> cells() {
    return lines.values().stream()
        .flatMap(line -> ROLES.stream().map(role -> cell(line, role)))
        .toList();
  }

  private Cell cell(Line line, String role) {
    return new Cell(
        operations.get(line.operation()), role, line.scope(), !line.cells().get(role).equals("no"));
  }

  private void readContract() {
    JsonNode contract = yaml(REPOSITORY.resolve("contracts/" + service + ".openapi.yaml"));
    String base = contract.at("/servers/0/url").asText();
    contract
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .forEach(
                        method -> add(base + path.getKey(), method.getKey(), method.getValue())));
  }

  private void add(String path, String method, JsonNode definition) {
    String id = definition.path("operationId").asText();
    List<String> mediaTypes = new ArrayList<>();
    definition.at("/requestBody/content").fieldNames().forEachRemaining(mediaTypes::add);
    operations.put(
        id,
        new Operation(
            id,
            method.toUpperCase(Locale.ROOT),
            filled(path) + (canBeTriedOut(definition) ? "?dryRun=true" : ""),
            mediaTypes.isEmpty() ? "" : mediaTypes.get(0)));
  }

  private static boolean canBeTriedOut(JsonNode definition) {
    return definition.path("parameters").toString().matches("(?i).*\\bdryRun\\b.*");
  }

  /** Values that are acceptable and name nothing there is, the branch main aside. */
  private static String filled(String path) {
    return path.replace("{branch}", "main")
        .replace("{resourceType}", "object_type")
        .replaceAll("dead-letters/\\{id}", "dead-letters/1")
        .replaceAll("\\{\\w*[iI]d}", "01936f2e-0000-7b3c-9f10-2a4b6c8d0e12")
        .replaceAll("\\{\\w+}", "NoSuchThing");
  }

  private void readTable() {
    for (String text : table()) {
      if (!text.startsWith("#") && !text.startsWith("operation,")) {
        List<String> columns = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < ROLES.size(); i++) {
          cells.put(ROLES.get(i), columns.get(i + 2));
        }
        lines.put(columns.get(0), new Line(columns.get(0), columns.get(1), cells));
      }
    }
  }

  private List<String> table() {
    try {
      return Files.readAllLines(
          REPOSITORY.resolve("route-tests/src/test/resources/security/" + service + "-matrix.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode yaml(Path file) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
