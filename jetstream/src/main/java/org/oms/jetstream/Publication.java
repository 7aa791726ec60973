// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishes a list over one connection and tells exactly which messages were acknowledged.
 *
 * <p>A reply that did not come is a failure: the message may be in the stream, its sender can't
 * know. Once the connection is lost nothing more is sent.
 */
final class Publication {

  /** JetStream's error code for a message larger than the stream's {@code max_msg_size}. */
  private static final int MESSAGE_TOO_LARGE = 10054;

  /** How soon a lost connection is noticed while waiting for acknowledgements. */
  private static final long LOOK_UP_MS = 50;

  private final Connection connection;
  private final JetStream jetStream;
  private final int maxInFlight;
  private final Duration ackTimeout;
  private final long reconnects;

  Publication(Connection connection, JetStreamEndpoint endpoint) throws IOException {
    this.connection = connection;
    this.jetStream = connection.jetStream();
    this.maxInFlight = endpoint.getMaxInFlight();
    this.ackTimeout = Duration.ofMillis(endpoint.getAckTimeout());
    this.reconnects = connection.getStatistics().getReconnects();
  }

  List<PublishOutcome> publish(List<OutgoingMessage> messages) throws InterruptedException {
    List<PublishOutcome> outcomes = new ArrayList<>(messages.size());
    for (int from = 0; from < messages.size(); from += maxInFlight) {
      int to = Math.min(from + maxInFlight, messages.size());
      outcomes.addAll(publishSlice(messages.subList(from, to)));
    }
    return outcomes;
  }

  private List<PublishOutcome> publishSlice(List<OutgoingMessage> slice)
      throws InterruptedException {
    List<CompletableFuture<PublishOutcome>> pending = slice.stream().map(this::send).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new));
    String reason = await(all);
    List<PublishOutcome> outcomes = new ArrayList<>(slice.size());
    for (int i = 0; i < slice.size(); i++) {
      // Completed futures win over the reason: an acknowledgement in hand is no guess.
      outcomes.add(pending.get(i).getNow(PublishOutcome.failed(slice.get(i).id(), reason)));
    }
    return outcomes;
  }

  private CompletableFuture<PublishOutcome> send(OutgoingMessage message) {
    try {
      if (connectionLost()) {
        return done(PublishOutcome.failed(message.id(), "not sent: not connected"));
      }
      Headers headers = headers(message);
      byte[] payload = message.payload() == null ? new byte[0] : message.payload();
      long size = headers.serializedLength() + (long) payload.length;
      long limit = connection.getMaxPayload();
      if (size > limit) {
        return done(
            PublishOutcome.poison(
                message.id(), "%d bytes, the server takes %d".formatted(size, limit)));
      }
      return jetStream
          .publishAsync(message.subject(), headers, payload)
          .handle((ack, failure) -> outcome(message.id(), ack, failure));
    } catch (IllegalArgumentException e) {
      return done(PublishOutcome.poison(message.id(), e.getMessage()));
    } catch (IllegalStateException e) {
      return done(PublishOutcome.failed(message.id(), "not sent: " + e.getMessage()));
    }
  }

  private static CompletableFuture<PublishOutcome> done(PublishOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private static Headers headers(OutgoingMessage message) {
    Headers headers = new Headers();
    message.headers().forEach((name, value) -> put(headers, name, value));
    if (message.id() != null) {
      put(headers, JetStreamHeaders.MESSAGE_ID, message.id());
    }
    return headers;
  }

  private static void put(Headers headers, String name, String value) {
    try {
      headers.put(name, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Header %s can't cross the wire, NATS takes printable ASCII only: %s"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private static PublishOutcome outcome(String id, PublishAck ack, Throwable failure) {
    if (failure == null) {
      return PublishOutcome.acknowledged(
          id, new PublishOutcome.Ack(ack.getStream(), ack.getSeqno(), ack.isDuplicate()));
    }
    Throwable cause = cause(failure);
    boolean tooLarge =
        cause instanceof JetStreamApiException refused
            && refused.getApiErrorCode() == MESSAGE_TOO_LARGE;
    return tooLarge
        ? PublishOutcome.poison(id, cause.getMessage())
        : PublishOutcome.failed(id, cause.toString());
  }

  /** The client wraps what the server said into several layers. */
  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof CompletionException
            || cause instanceof ExecutionException
            || cause.getClass() == RuntimeException.class)) {
      cause = cause.getCause();
    }
    return cause instanceof CancellationException
        ? new IOException("cancelled by the client, no acknowledgement")
        : cause;
  }

  /** Waits for all; answers why those not complete by then have failed. */
  private String await(CompletableFuture<Void> all) throws InterruptedException {
    long deadline = System.nanoTime() + ackTimeout.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        all.get(LOOK_UP_MS, TimeUnit.MILLISECONDS);
        return "";
      } catch (TimeoutException e) {
        if (connectionLost()) {
          return "connection lost before the acknowledgement";
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("An outcome never fails", e);
      }
    }
    return "no acknowledgement within " + ackTimeout.toMillis() + " ms";
  }

  private boolean connectionLost() {
    return connection.getStatus() != Connection.Status.CONNECTED
        || reconnects != connection.getStatistics().getReconnects();
  }
}
