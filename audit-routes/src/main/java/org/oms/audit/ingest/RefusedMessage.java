// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

/** A message that can't be stored as an event, and why; it becomes a dead letter. */
public record RefusedMessage(IncomingMessage message, String reason) {}
