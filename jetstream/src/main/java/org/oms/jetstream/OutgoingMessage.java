// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import java.util.Map;

/**
 * One message of a batch to publish.
 *
 * @param subject where it goes
 * @param id sent as {@code Nats-Msg-Id}, may be null
 * @param headers ASCII only, as NATS wants them
 * @param payload at most the server's {@code max_payload}, headers included
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares messages; a wrapper would cost a copy.
public record OutgoingMessage(
    String subject, String id, Map<String, String> headers, byte[] payload) {

  public OutgoingMessage(String subject, String id, byte[] payload) {
    this(subject, id, Map.of(), payload);
  }
}
