// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.oms.stack.LocalStack;

/** Publishes to the stream of events as another service would. */
final class EventStream implements AutoCloseable {

  private final Connection connection;
  private final JetStream jetStream;
  private final List<CompletableFuture<PublishAck>> acknowledgements = new ArrayList<>();

  EventStream(LocalStack stack) throws IOException, InterruptedException {
    connection = Nats.connect(stack.nats().address());
    jetStream = connection.jetStream();
    // The service under test makes the stream, once its tables are there.
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> connection.jetStreamManagement().getStreamInfo("AUDIT_EVENTS") != null);
  }

  /** Sends a payload under a message id. */
  EventStream send(String messageId, byte[] payload) {
    Headers headers = new Headers();
    headers.add("Nats-Msg-Id", messageId);
    NatsMessage message =
        NatsMessage.builder()
            .subject("audit.events.object_type.create")
            .headers(headers)
            .data(payload)
            .build();
    acknowledgements.add(jetStream.publishAsync(message));
    return this;
  }

  EventStream send(SampleEvent event) {
    return send(event.id(), event.json().getBytes(UTF_8));
  }

  /** Returns when the stream has everything that was sent. */
  void awaitAcknowledged() {
    CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new)).join();
    acknowledgements.clear();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
