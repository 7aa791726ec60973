// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

/**
 * A message of the stream, as it was received.
 *
 * @param messageId its {@code Nats-Msg-Id} header; null without one
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record IncomingMessage(
    byte[] payload, String messageId, String subject, String stream, long sequence) {}
