// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

/** Which texts of a caller PostgreSQL can store and a log line can show. */
public final class ApiText {

  /** What Java puts in place of bytes that are not UTF-8. */
  private static final int REPLACEMENT = 0xFFFD;

  private ApiText() {}

  /** No control characters, no half of a surrogate pair, nothing that was not UTF-8. */
  public static boolean isClean(String text) {
    return text.codePoints()
        .noneMatch(
            character ->
                Character.isISOControl(character)
                    || Character.getType(character) == Character.SURROGATE
                    || character == REPLACEMENT);
  }
}
