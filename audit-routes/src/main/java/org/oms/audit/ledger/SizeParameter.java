// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.oms.audit.problem.RefusedException;

/** A number of leaves that a caller names. */
final class SizeParameter {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private SizeParameter() {}

  /**
   * The number; empty when none is given.
   *
   * @param text null when none is given
   * @throws RefusedException when it is no number from 0 to {@code max}
   */
  static OptionalLong of(String pointer, String text, long max) {
    if (text == null) {
      return OptionalLong.empty();
    }
    if (NUMBER.matcher(text).matches() && Long.parseLong(text) <= max) {
      return OptionalLong.of(Long.parseLong(text));
    }
    throw RefusedException.invalid(
        pointer, "out-of-range", "Give a number of leaves from 0 to " + max + ".");
  }
}
