// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription that always has one pull request waiting at the server.
 *
 * <p>The next request goes out as soon as the last one is used up, before its messages are worked
 * on, so the server sends the next batch meanwhile. One thread uses it.
 */
final class Pull implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pull.class);

  /** How soon a stop or a reconnect is noticed while nothing arrives. */
  private static final long LOOK_UP_MS = 200;

  /** How long a pull whose bytes are nearly used up is waited for: its end may go unnoticed. */
  private static final long LOOK_UP_AT_THE_END_MS = 20;

  /** Subject and reply subject of a message, which count as its bytes. */
  private static final int SUBJECTS_BYTES_MAX = 4096;

  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);

  private final Connection connection;
  private final JetStreamSubscription subscription;
  private final JetStreamConsumerState state;
  private final String stream;
  private final String durable;
  private final int size;
  private final int bytes;

  /** A message is no larger, what the server counts besides its payload included. */
  private final long messageBytesMax;

  private final Duration expires;
  private final Duration ackWait;

  private int outstanding;
  private long outstandingBytes;
  private boolean answered = true;
  private long requestedAt;
  private long reconnects;
  private JetStreamStatusException refusal;

  Pull(Connection connection, JetStreamEndpoint endpoint, JetStreamConsumerState state)
      throws IOException, JetStreamApiException {
    this.connection = connection;
    this.state = state;
    this.size = endpoint.getMaxBatch();
    this.bytes = endpoint.getMaxBytes();
    this.messageBytesMax = connection.getMaxPayload() + SUBJECTS_BYTES_MAX;
    requireRoomForAMessage();
    this.expires = Duration.ofMillis(endpoint.getPullExpires());
    this.stream = endpoint.getStream();
    this.durable = endpoint.getDurable();
    this.ackWait = check().getConsumerConfiguration().getAckWait();
    this.subscription =
        connection.jetStream().subscribe(null, PullSubscribeOptions.bind(stream, durable));
    request();
  }

  /** The server would end every pull before a message that is larger. */
  private void requireRoomForAMessage() {
    if (bytes < messageBytesMax) {
      throw new IllegalArgumentException(
          "maxBytes is %d, but the server takes messages of %d bytes"
              .formatted(bytes, messageBytesMax));
    }
  }

  /** How long the server waits for an acknowledgement before it delivers again. */
  Duration ackWait() {
    return ackWait;
  }

  /**
   * Waits a moment for one message and takes what else is already there.
   *
   * @return at most {@code limit} messages, none if nothing arrived
   * @throws JetStreamStatusException if the server ended the pull, as when the consumer is deleted
   */
  List<Message> take(int limit) throws InterruptedException, IOException, JetStreamApiException {
    if (refusal != null) {
      throw refusal;
    }
    renewIfLost();
    List<Message> batch = new ArrayList<>();
    long before = System.nanoTime();
    long wait = mayHaveEnded() ? LOOK_UP_AT_THE_END_MS : LOOK_UP_MS;
    Message message = subscription.nextMessage(Duration.ofMillis(wait));
    if (message == null && (mayHaveEnded() || millisSince(before) < LOOK_UP_MS)) {
      endedByServer();
    }
    while (message != null) {
      batch.add(received(message));
      message = batch.size() < limit ? nextBuffered() : null;
    }
    if (outstanding <= 0) {
      request();
    }
    return batch;
  }

  /** Whether the next message may be too large for what is left of the pull. */
  private boolean mayHaveEnded() {
    return outstandingBytes < messageBytesMax;
  }

  private Message nextBuffered() throws InterruptedException {
    try {
      // A null duration is the call that does not wait; zero would wait for ever.
      return subscription.nextMessage((Duration) null);
    } catch (JetStreamStatusException e) {
      // What was taken before the refusal must still be worked on.
      refusal = e;
      return null;
    }
  }

  private Message received(Message message) {
    outstanding--;
    outstandingBytes -= message.consumeByteCount();
    answered = true;
    state.answered();
    state.received(message.metaData().deliveredCount(), message.metaData().pendingCount());
    return message;
  }

  /** A reconnect or a server that fell silent leaves no pull behind. */
  private void renewIfLost() throws IOException, JetStreamApiException {
    if (connection.getStatus() != Connection.Status.CONNECTED) {
      state.failed("not connected: " + connection.getStatus());
    } else if (reconnects != connection.getStatistics().getReconnects()) {
      request();
    } else if (millisSince(requestedAt) >= expires.toMillis()) {
      if (!answered) {
        check();
      }
      request();
    }
  }

  /** Nothing there (408) is normal; "nobody listens" (503) looks the same and needs a look. */
  private void endedByServer() throws IOException, JetStreamApiException {
    check();
    outstanding = 0;
  }

  private ConsumerInfo check() throws IOException, JetStreamApiException {
    ConsumerInfo info = connection.jetStreamManagement().getConsumerInfo(stream, durable);
    state.answered();
    state.pending(info.getNumPending());
    return info;
  }

  private void request() {
    subscription.pull(PullRequestOptions.builder(size).maxBytes(bytes).expiresIn(expires).build());
    outstanding = size;
    outstandingBytes = bytes;
    answered = false;
    requestedAt = System.nanoTime();
    reconnects = connection.getStatistics().getReconnects();
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /** Ends the subscription and gives back what was sent ahead, so that others get it at once. */
  @Override
  public void close() {
    try {
      if (connection.getStatus() == Connection.Status.CONNECTED) {
        var drained = subscription.drain(DRAIN_TIMEOUT);
        giveBack();
        LOG.debug("Subscription ends, drained: {}", drained.isDone());
        connection.flush(DRAIN_TIMEOUT);
      } else if (subscription.isActive()) {
        subscription.unsubscribe();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException | TimeoutException e) {
      // What could not be given back is delivered again after the ack wait.
      LOG.debug("Subscription ended early: {}", e.toString());
    }
  }

  private void giveBack() throws InterruptedException {
    boolean more = true;
    while (more) {
      try {
        Message message = subscription.nextMessage((Duration) null);
        more = message != null;
        if (more) {
          message.nak();
        }
      } catch (JetStreamStatusException e) {
        LOG.debug("Status while draining: {}", e.toString());
      }
    }
  }
}
