// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.problem;

import java.util.List;
import java.util.Map;

/**
 * A problem document of RFC 9457.
 *
 * @param code the last part of {@code type}, stable, for example {@code revision-stale}; also the
 *     event's errorCode
 * @param headers answer headers such as {@code Retry-After}, not part of the body
 */
public record Problem(
    String code,
    String title,
    int status,
    String detail,
    List<Violation> errors,
    Map<String, String> headers) {

  /** One thing wrong with the request; {@code pointer} is a JSON pointer (RFC 6901) into it. */
  public record Violation(String pointer, String code, String message) {}

  public static Problem of(String code, String title, int status, String detail) {
    return new Problem(code, title, status, detail, List.of(), Map.of());
  }
}
