// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What TerminusDB answered.
 *
 * @param dataVersion the header {@code TerminusDB-Data-Version}, for example {@code branch:<id>}
 */
public record TerminusAnswer(int status, Optional<String> dataVersion, String body) {

  boolean ok() {
    return status >= 200 && status < 300;
  }

  /** Whether other commits in the same database came first every time the server tried. */
  boolean conflict() {
    return status == 500 && body.contains("Transaction retry count exceeded");
  }

  /** The commit named by the data version. */
  String commit() {
    return dataVersion
        .map(version -> version.substring(version.indexOf(':') + 1))
        .orElseThrow(() -> new TerminusDbException.OutcomeUnknown("No data version in: " + this));
  }

  JsonNode json() {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new TerminusDbException.OutcomeUnknown("Not JSON: " + this, e);
    }
  }

  /** The {@code @type} of {@code api:error}, empty when the body names none. */
  String errorType() {
    try {
      return Json.MAPPER.readTree(body).path("api:error").path("@type").asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return status + " " + (body.length() > 500 ? body.substring(0, 500) + "…" : body);
  }
}
