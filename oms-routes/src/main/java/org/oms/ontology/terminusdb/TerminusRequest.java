// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request to TerminusDB, the body of {@code direct:callTerminusDb}.
 *
 * @param path below {@code /api/}, already encoded
 * @param query already encoded, empty for none
 */
public record TerminusRequest(String method, String path, String query, Optional<JsonNode> body) {

  static TerminusRequest get(String path, String query) {
    return new TerminusRequest("GET", path, query, Optional.empty());
  }

  static TerminusRequest head(String path) {
    return new TerminusRequest("HEAD", path, "", Optional.empty());
  }

  static TerminusRequest post(String path, String query, JsonNode body) {
    return new TerminusRequest("POST", path, query, Optional.of(body));
  }

  static TerminusRequest put(String path, String query, JsonNode body) {
    return new TerminusRequest("PUT", path, query, Optional.of(body));
  }

  static TerminusRequest delete(String path) {
    return new TerminusRequest("DELETE", path, "", Optional.empty());
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
