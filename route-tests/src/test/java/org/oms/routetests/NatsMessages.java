// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.oms.stack.NatsPart;

/** Listens to, and speaks on, the stream of audit events with a connection of its own. */
final class NatsMessages implements AutoCloseable {

  private static final String STREAM = "AUDIT_EVENTS";
  private static final String SUBJECTS = "audit.events.>";

  private final Connection connection;
  private final JetStreamSubscription subscription;

  /** Hears what is published from now on. */
  NatsMessages(NatsPart nats) throws IOException, InterruptedException, JetStreamApiException {
    connection = Nats.connect(nats.address());
    subscription =
        connection
            .jetStream()
            .subscribe(
                SUBJECTS,
                PushSubscribeOptions.builder().stream(STREAM)
                    .ordered(true)
                    .configuration(
                        ConsumerConfiguration.builder().deliverPolicy(DeliverPolicy.New).build())
                    .build());
  }

  /** A message as a subscriber sees it. */
  record Received(String subject, String messageId, String text, JsonNode event) {}

  /** The next message that fits; the others are passed over. */
  Received next(Predicate<JsonNode> fits) throws InterruptedException, IOException {
    long end = System.nanoTime() + RunningSystem.PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Message message = subscription.nextMessage(Duration.ofSeconds(1));
      if (message != null) {
        String text = new String(message.getData(), StandardCharsets.UTF_8);
        JsonNode event = Api.JSON.readTree(text);
        if (fits.test(event)) {
          Headers headers = message.getHeaders();
          return new Received(message.getSubject(), headers.getFirst("Nats-Msg-Id"), text, event);
        }
      }
    }
    throw new AssertionError("no such message came on " + SUBJECTS);
  }

  /** Publishes anything and returns when JetStream has it. */
  void publish(String subject, String messageId, String payload)
      throws IOException, JetStreamApiException {
    Headers headers = new Headers().add("Nats-Msg-Id", messageId);
    connection.jetStream().publish(subject, headers, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Removes the stream and all that is in it, as an operator's mistake would. */
  void deleteStream() throws IOException, JetStreamApiException {
    connection.jetStreamManagement().deleteStream(STREAM);
  }

  /** How many messages the stream has taken since it was made. */
  long streamSequence() throws IOException, JetStreamApiException {
    return connection
        .jetStreamManagement()
        .getStreamInfo(STREAM)
        .getStreamState()
        .getLastSequence();
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
