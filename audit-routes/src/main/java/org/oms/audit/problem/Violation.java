// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One reason why a request was refused.
 *
 * @param pointer JSON pointer into the body, or the name of a parameter
 * @param position in {@code q} the character, from 0, where it went wrong; null elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(String pointer, String code, String message, Integer position) {

  public static Violation of(String pointer, String code, String message) {
    return new Violation(pointer, code, message, null);
  }

  public static Violation at(int position, String code, String message) {
    return new Violation("q", code, message, position);
  }
}
