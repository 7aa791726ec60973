// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.security.Caller;

/**
 * One call of the API, as plain values.
 *
 * @param origin where it came from
 * @param path values of the path's placeholders by name, percent-encoded as they came
 * @param headers the content type and the attributes of an event (CloudEvents), by lower-case name
 * @param query the query string as it came; null without one
 * @param body the body as it came; empty without one
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record ApiRequest(
    Caller caller,
    Origin origin,
    Map<String, String> path,
    Map<String, String> headers,
    String query,
    byte[] body) {

  /**
   * A value of the path, decoded.
   *
   * @throws RefusedException when it can't be decoded
   */
  public String pathValue(String name) {
    // A plus sign in a path is a plus sign, not a space.
    return decode(name, path.get(name).replace("+", "%2B"));
  }

  /**
   * A value of the path that is a UUID, in capitals or not.
   *
   * @throws RefusedException when it is none
   */
  public UUID pathId(String name) {
    String text = pathValue(name);
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // The same answer as for a shortened UUID, which Java would read.
    }
    throw RefusedException.invalid(name, "not-a-uuid", "The id must be a UUID.");
  }

  /** The query parameters, decoded, in their order; the contract has let each through once. */
  public Map<String, String> queryParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode("query", equals < 0 ? pair : pair.substring(0, equals));
        parameters.put(name, equals < 0 ? "" : decode(name, pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String name, String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid(name, "bad-encoding", "The percent-encoding is not valid.");
    }
  }
}
