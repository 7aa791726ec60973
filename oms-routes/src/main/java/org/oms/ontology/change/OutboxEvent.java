// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An event on its way into the outbox.
 *
 * @param natsSubject where it will be published
 * @param bytes of it as it will be published, but for what is known only after the commit
 */
public record OutboxEvent(
    UUID id, String aggregate, String natsSubject, ObjectNode event, long bytes) {

  OutboxEvent(UUID id, String aggregate, String natsSubject, ObjectNode event) {
    this(id, aggregate, natsSubject, event, EventSize.bytes(event));
  }

  /** The parameters of every statement that stores one event. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("id", id.toString());
    parameters.put("aggregate", aggregate);
    parameters.put("partition", Partition.of(aggregate));
    parameters.put("subject", natsSubject);
    parameters.put("event", event.toString());
    return parameters;
  }
}
