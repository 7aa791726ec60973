// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * An event on its way into the outbox.
 *
 * @param natsSubject where it will be published
 */
public record OutboxEvent(UUID id, String aggregate, String natsSubject, ObjectNode event) {}
