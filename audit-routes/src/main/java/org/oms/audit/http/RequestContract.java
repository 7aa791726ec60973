// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.problem.Violation;

/**
 * What the contract says about a request's outside: path, method, media type, names of parameters.
 *
 * <p>Camel's contract-first consumer answers an unknown path or method with an empty body and takes
 * any query parameter; callers of this API get a problem document for each.
 */
@ApplicationScoped
public class RequestContract {

  private static final String CONTRACT = "/contracts/audit.openapi.yaml";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final List<Operation> operations = new ArrayList<>();

  public RequestContract() {
    JsonNode contract = read();
    String base = contract.at("/servers/0/url").asText();
    for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(operation(base + path.getKey(), method.getKey(), method.getValue()));
        }
      }
    }
  }

  /**
   * Checks the outside of a request.
   *
   * @param contentType null when the request has none
   * @param parameters names of the query parameters, as often as they are there
   * @throws RefusedException when the contract has no such request
   */
  public void check(String method, String path, String contentType, List<String> parameters) {
    Operation operation = find(method, path);
    Set<String> mediaTypes = operation.mediaTypes();
    if (!mediaTypes.isEmpty() && !mediaTypes.contains(mediaType(contentType))) {
      throw new RefusedException(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE,
          "Send Content-Type: " + String.join(" or ", mediaTypes) + ".");
    }
    List<Violation> violations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : parameters) {
      if (!operation.parameters().contains(name)) {
        violations.add(
            Violation.of(name, "unknown-parameter", "There is no query parameter " + name + "."));
      } else if (!seen.add(name)) {
        violations.add(
            Violation.of(name, "repeated-parameter", "The parameter may be given once."));
      }
    }
    if (!violations.isEmpty()) {
      throw new RefusedException(
          ProblemKind.BAD_REQUEST, "The query parameters are not valid.", violations);
    }
  }

  /** The id of the operation; {@code unknown} when the contract has none. */
  String operationId(String method, String path) {
    return at(path).stream()
        .filter(operation -> operation.method().equals(method))
        .findFirst()
        .map(Operation::id)
        .orElse("unknown");
  }

  /** The methods of a path, for the {@code Allow} header; empty when the path is unknown. */
  public Set<String> allowedMethods(String path) {
    Set<String> allowed = new TreeSet<>();
    at(path).forEach(operation -> allowed.add(operation.method()));
    return allowed;
  }

  /** The operations of a path; a concrete one goes before a template (OpenAPI, Paths Object). */
  private List<Operation> at(String path) {
    List<Operation> all =
        operations.stream().filter(operation -> operation.path().matcher(path).matches()).toList();
    List<Operation> concrete =
        all.stream().filter(operation -> operation.path().pattern().equals(path)).toList();
    return concrete.isEmpty() ? all : concrete;
  }

  private Operation find(String method, String path) {
    for (Operation operation : at(path)) {
      if (operation.method().equals(method)) {
        return operation;
      }
    }
    Set<String> allowed = allowedMethods(path);
    if (allowed.isEmpty()) {
      throw new RefusedException(ProblemKind.NOT_FOUND, "There is nothing at this path.");
    }
    throw new RefusedException(
        ProblemKind.METHOD_NOT_ALLOWED, "Allowed here: " + String.join(", ", allowed) + ".");
  }

  private static Operation operation(String path, String method, JsonNode definition) {
    Set<String> parameters = new HashSet<>();
    for (JsonNode parameter : definition.path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        parameters.add(parameter.path("name").asText());
      }
    }
    Pattern pattern = Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
    Set<String> mediaTypes = new TreeSet<>();
    definition.at("/requestBody/content").fieldNames().forEachRemaining(mediaTypes::add);
    String id = definition.path("operationId").asText();
    return new Operation(id, pattern, method.toUpperCase(Locale.ROOT), parameters, mediaTypes);
  }

  private static String mediaType(String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  private static JsonNode read() {
    try (InputStream contract = RequestContract.class.getResourceAsStream(CONTRACT)) {
      return new ObjectMapper(new YAMLFactory()).readTree(contract);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The media types of the body; empty when there is none. */
  private record Operation(
      String id, Pattern path, String method, Set<String> parameters, Set<String> mediaTypes) {}
}
