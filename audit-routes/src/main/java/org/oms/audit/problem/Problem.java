// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** A problem document (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String requestId,
    List<Violation> errors) {

  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int RETRY_AFTER_SECONDS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  static Problem of(ProblemKind kind, String detail, List<Violation> errors) {
    return new Problem(kind.type(), kind.title(), kind.status(), detail, null, null, errors);
  }

  /** The refusal as a document, for the request it answers. */
  public static Problem of(RefusedException refusal, String requestId, String instance) {
    return of(refusal.kind(), refusal.getMessage(), refusal.violations()).at(requestId, instance);
  }

  Problem at(String newRequestId, String newInstance) {
    return new Problem(type, title, status, detail, newInstance, newRequestId, errors);
  }

  /** Seconds after which to try again; null when that won't help. */
  public Integer retryAfter() {
    boolean passes =
        status == ProblemKind.UNAVAILABLE.status() || status == ProblemKind.TOO_MANY.status();
    return passes ? RETRY_AFTER_SECONDS : null;
  }

  /** The document as JSON text. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
