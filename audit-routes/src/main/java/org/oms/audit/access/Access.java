// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One read of the log.
 *
 * @param action {@code audit.read}, {@code audit.export} …
 * @param operation of the API
 * @param filters what was asked for, by name
 * @param results how many events or groups the answer has; of a verification, how many faults
 */
public record Access(String action, String operation, Map<String, String> filters, long results) {

  ObjectNode metadata() {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("operation", operation);
    ObjectNode asked = metadata.putObject("filters");
    filters.forEach(asked::put);
    metadata.put("results", results);
    return metadata;
  }
}
