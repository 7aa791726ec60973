// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.oms.jetstream.OutgoingMessage;
import org.oms.jetstream.PublishOutcome;

/**
 * Decides what a batch's outcomes mean. Within an aggregate nothing after an event that failed
 * counts as published, whatever the server said, so it is sent again behind it.
 */
public final class Relay {

  private static final Logger LOG = Logger.getLogger(Relay.class);

  /** Who publishes, how much at a time, and how long it may be silent. */
  record Instance(String holder, int batchMax, int batchBytesMax, int leaseSeconds) {}

  private final Instance instance;
  private final PollScheduler scheduler;
  private final Broker broker;
  private final EventSpans spans;
  private final Runnable restoreStream;

  /** {@link GuardedPublication#publish}. */
  @FunctionalInterface
  interface Broker {
    List<PublishOutcome> publish(List<OutgoingMessage> messages);
  }

  /**
   * @param restoreStream creates the stream if it is missing; nothing can be published without it
   */
  Relay(
      Instance instance,
      PollScheduler scheduler,
      Broker broker,
      EventSpans spans,
      Runnable restoreStream) {
    this.instance = instance;
    this.scheduler = scheduler;
    this.broker = broker;
    this.spans = spans;
    this.restoreStream = restoreStream;
  }

  public String holder() {
    return instance.holder();
  }

  public int batchMax() {
    return instance.batchMax();
  }

  public int batchBytesMax() {
    return instance.batchBytesMax();
  }

  /** Parameters of {@code share-partitions.sql}. */
  public Map<String, Object> membership() {
    return Map.of("holder", instance.holder(), "seconds", instance.leaseSeconds());
  }

  /** Claimed rows as messages, in the same order. */
  public List<OutgoingMessage> messages(List<Map<String, Object>> rows) {
    return rows.stream().map(Relay::message).toList();
  }

  private static OutgoingMessage message(Map<String, Object> row) {
    byte[] event = ((String) row.get("event")).getBytes(StandardCharsets.UTF_8);
    return new OutgoingMessage(
        (String) row.get("subject"), (String) row.get("id"), Map.of(), event);
  }

  /** What became of each message; that NATS takes none of them is not a failure of the route. */
  public List<PublishOutcome> publish(List<OutgoingMessage> messages) {
    try {
      return broker.publish(messages);
    } catch (GuardedPublication.NothingPublishedException e) {
      LOG.warnf("None of %d events was published: %s", messages.size(), e.getMessage());
      restoreStream.run();
      return e.outcomes();
    } catch (CircuitBreakerOpenException e) {
      LOG.debugf("%d events wait: %s", messages.size(), e.getMessage());
      return messages.stream()
          .map(message -> PublishOutcome.failed(message.id(), "not tried, NATS failed before"))
          .toList();
    }
  }

  /** Parameters of {@code settle-batch.sql}; the outcomes are in the order of the rows. */
  public Map<String, Object> outcome(
      List<Map<String, Object>> rows, List<PublishOutcome> outcomes) {
    ArrayNode acknowledged = JsonNodeFactory.instance.arrayNode();
    ArrayNode poison = JsonNodeFactory.instance.arrayNode();
    ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    Set<String> broken = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> row = rows.get(i);
      PublishOutcome outcome = outcomes.get(i);
      String id = (String) row.get("id");
      if (outcome.acknowledged() && !broken.contains(row.get("aggregate"))) {
        ObjectNode published = acknowledged.addObject().put("id", id);
        published.put("lease", (String) row.get("lease"));
        published.put("token", ((Number) row.get("token")).longValue());
        spans.published(row);
      } else if (outcome.poison()) {
        MDC.put("eventId", id);
        LOG.errorf("Event %s is quarantined: %s", id, outcome.failure().reason());
        MDC.remove("eventId");
        poison.addObject().put("id", id).put("reason", outcome.failure().reason());
        broken.add((String) row.get("aggregate"));
      } else {
        failed.addObject().put("id", id);
        broken.add((String) row.get("aggregate"));
      }
    }
    if (failed.isEmpty()) {
      scheduler.busy();
    } else {
      scheduler.failed();
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("acknowledged", acknowledged.toString());
    parameters.put("poison", poison.toString());
    // With the server gone nothing is learnt about the single event, and nothing written.
    parameters.put("failed", acknowledged.isEmpty() ? "[]" : failed.toString());
    return parameters;
  }
}
