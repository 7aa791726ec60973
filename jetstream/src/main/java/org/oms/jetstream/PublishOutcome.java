// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

/**
 * What became of one published message: the stream's acknowledgement, or a failure. Without an
 * acknowledgement the message may still have reached the stream; publishing it again under the same
 * id is safe within the stream's duplicate window.
 *
 * @param id the message's {@code Nats-Msg-Id}, null if it had none
 * @param ack null if the message was not acknowledged
 * @param failure null if it was
 */
public record PublishOutcome(String id, Ack ack, Failure failure) {

  /**
   * The stream has the message.
   *
   * @param duplicate the stream already had a message of this id; {@code sequence} is the old one
   */
  public record Ack(String stream, long sequence, boolean duplicate) {}

  /**
   * The message is not acknowledged.
   *
   * @param permanent the message itself is at fault, so publishing it again can never succeed
   */
  public record Failure(String reason, boolean permanent) {}

  public boolean acknowledged() {
    return ack != null;
  }

  public boolean poison() {
    return failure != null && failure.permanent();
  }

  static PublishOutcome acknowledged(String id, Ack ack) {
    return new PublishOutcome(id, ack, null);
  }

  /** The message is not acknowledged, and may be published again. */
  public static PublishOutcome failed(String id, String reason) {
    return new PublishOutcome(id, null, new Failure(reason, false));
  }

  static PublishOutcome poison(String id, String reason) {
    return new PublishOutcome(id, null, new Failure(reason, true));
  }
}
