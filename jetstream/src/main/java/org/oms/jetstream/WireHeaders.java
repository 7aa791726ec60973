// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;

/** The headers of a Camel message that may cross the wire, as text. */
record WireHeaders(HeaderFilterStrategy filter) {

  Map<String, String> of(Message message) {
    Map<String, String> wire = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (isText(value)
                  && !filter.applyFilterToCamelHeaders(name, value, message.getExchange())) {
                wire.put(name, value.toString());
              }
            });
    return wire;
  }

  /** Objects stay here: their text would mean nothing to the receiver. */
  private static boolean isText(Object value) {
    return value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof UUID;
  }
}
