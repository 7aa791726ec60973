// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the stream back: the events of an aggregate must lie there in the order of their sequence,
 * without a gap and without a repetition.
 */
final class StreamOrder {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STREAM = "AUDIT_EVENTS";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Target target;
  private final long first;

  private StreamOrder(Target target, long first) {
    this.target = target;
    this.first = first;
  }

  /** Begins behind what is in the stream now. */
  @SuppressWarnings("try") // The connection's close may be interrupted; so may all else here.
  static StreamOrder fromNowOn(Target target) throws Exception {
    try (io.nats.client.Connection nats = Nats.connect(target.natsUrl())) {
      return new StreamOrder(target, lastSequence(nats) + 1);
    }
  }

  /** How many events of the run do not follow their predecessor. */
  @SuppressWarnings("try")
  long faults(String run) throws Exception {
    try (io.nats.client.Connection nats = Nats.connect(target.natsUrl())) {
      long last = lastSequence(nats);
      if (last < first) {
        return 0;
      }
      ConsumerConfiguration fromFirst =
          ConsumerConfiguration.builder()
              .deliverPolicy(DeliverPolicy.ByStartSequence)
              .startSequence(first)
              .build();
      JetStreamSubscription subscription =
          nats.jetStream()
              .subscribe(
                  "audit.events.>",
                  PushSubscribeOptions.builder().stream(STREAM)
                      .ordered(true)
                      .configuration(fromFirst)
                      .build());
      return faults(subscription, run, last);
    }
  }

  private static long faults(JetStreamSubscription subscription, String run, long last)
      throws Exception {
    Map<String, Long> sequences = new HashMap<>();
    long faults = 0;
    long at = 0;
    while (at < last) {
      Message message = subscription.nextMessage(LONGEST_WAIT);
      if (message == null) {
        throw new IOException("The stream ended at " + at + ", before " + last);
      }
      at = message.metaData().streamSequence();
      JsonNode event = JSON.readTree(message.getData());
      if (run.equals(event.path("correlationid").asText())) {
        long sequence = event.path("sequence").asLong();
        Long before = sequences.put(event.path("subject").asText(), sequence);
        faults += before != null && before + 1 != sequence ? 1 : 0;
      }
    }
    return faults;
  }

  private static long lastSequence(io.nats.client.Connection nats) throws Exception {
    return nats.jetStreamManagement().getStreamInfo(STREAM).getStreamState().getLastSequence();
  }
}
