// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What the caller will be told: status, headers beside the common ones, body (JSON null for none).
 */
public record Answer(int status, Map<String, String> headers, JsonNode body) {

  /** The same answer, marked as one from memory that may be old (RFC 7234 §5.5.1). */
  public Answer stale() {
    Map<String, String> marked = new HashMap<>(headers);
    marked.put("Warning", "110 oms \"Response is Stale\"");
    return new Answer(status, marked, body);
  }
}
