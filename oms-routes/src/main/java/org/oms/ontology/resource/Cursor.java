// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;

/**
 * Where a page ended: the sort key and rid of its last item, bound to the query it belongs to.
 * Opaque to callers.
 *
 * @param query what was asked, limit aside
 */
public record Cursor(String query, String key, String rid) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public String text() {
    try {
      byte[] json = JSON.writeValueAsBytes(List.of(PropertyTag.digest(query), key, rid));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a cursor; {@code cursor-invalid} (400) unless this very query gave it out. */
  public static Cursor of(String query, String text) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
      JsonNode parts = JSON.readTree(json);
      if (parts.size() == 3 && parts.path(0).asText().equals(PropertyTag.digest(query))) {
        return new Cursor(query, parts.path(1).asText(), parts.path(2).asText());
      }
    } catch (IllegalArgumentException | IOException e) {
      throw invalid();
    }
    throw invalid();
  }

  /** The key of a list that is sorted by a number. */
  long number() {
    try {
      return Long.parseLong(key);
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  private static ProblemException invalid() {
    return new ProblemException(
        Problem.of(
                "cursor-invalid",
                "The cursor is not valid",
                400,
                "Use a cursor as it was given, with the query it was given for.")
            .with(List.of(new Violation("/cursor", "not-valid", "It belongs to another query."))));
  }
}
