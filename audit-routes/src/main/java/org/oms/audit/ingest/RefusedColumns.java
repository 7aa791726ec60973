// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How the columns of {@code dead_letters} come from a refused message. */
final class RefusedColumns {

  /** Reasons quote what was sent; the payload itself is kept whole. */
  private static final int REASON_CHARS_MAX = 2000;

  private RefusedColumns() {}

  /** One array for each column, with a value for each message. */
  static Map<String, Object[]> of(List<RefusedMessage> refused) {
    return Map.of(
        "stream", texts(refused, letter -> letter.message().stream()),
        "stream_sequence", texts(refused, letter -> Long.toString(letter.message().sequence())),
        "subject", texts(refused, letter -> letter.message().subject()),
        "message_id", texts(refused, letter -> letter.message().messageId()),
        "payload",
            refused.stream().map(letter -> letter.message().payload()).toArray(byte[][]::new),
        "reason", texts(refused, letter -> storable(letter.reason())));
  }

  private static String[] texts(
      List<RefusedMessage> refused, Function<RefusedMessage, String> value) {
    return refused.stream().map(value).toArray(String[]::new);
  }

  private static String storable(String reason) {
    String text = reason.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return text.length() > REASON_CHARS_MAX ? text.substring(0, REASON_CHARS_MAX) : text;
  }
}
