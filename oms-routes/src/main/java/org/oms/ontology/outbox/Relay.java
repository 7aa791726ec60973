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
import org.jboss.logging.Logger;
import org.oms.jetstream.OutgoingMessage;
import org.oms.jetstream.PublishOutcome;

/**
 * Decides what a batch's outcomes mean. Within an aggregate nothing after an event that failed
 * counts as published, whatever the server said, so it is sent again behind it.
 */
public final class Relay {

  private static final Logger LOG = Logger.getLogger(Relay.class);

  private final String holder;
  private final int batchMax;
  private final int leaseSeconds;
  private final RelayScheduler scheduler;
  private final Runnable restoreStream;

  /**
   * @param restoreStream creates the stream if it is missing; nothing can be published without it
   */
  Relay(
      String holder,
      int batchMax,
      int leaseSeconds,
      RelayScheduler scheduler,
      Runnable restoreStream) {
    this.holder = holder;
    this.batchMax = batchMax;
    this.leaseSeconds = leaseSeconds;
    this.scheduler = scheduler;
    this.restoreStream = restoreStream;
  }

  public String holder() {
    return holder;
  }

  public int batchMax() {
    return batchMax;
  }

  /** Parameters of {@code share-partitions.sql}. */
  public Map<String, Object> membership() {
    return Map.of("holder", holder, "seconds", leaseSeconds);
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
      } else if (outcome.poison()) {
        LOG.errorf("Event %s is quarantined: %s", id, outcome.failure().reason());
        poison.addObject().put("id", id).put("reason", outcome.failure().reason());
        broken.add((String) row.get("aggregate"));
      } else {
        failed.addObject().put("id", id);
        broken.add((String) row.get("aggregate"));
      }
    }
    pace(rows, outcomes, acknowledged.isEmpty() && poison.isEmpty(), failed.isEmpty());
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("acknowledged", acknowledged.toString());
    parameters.put("poison", poison.toString());
    // With the server gone nothing is learnt about the single event, and nothing written.
    parameters.put("failed", acknowledged.isEmpty() ? "[]" : failed.toString());
    return parameters;
  }

  private void pace(
      List<Map<String, Object>> rows,
      List<PublishOutcome> outcomes,
      boolean nothingDone,
      boolean nothingFailed) {
    if (nothingDone) {
      String reason = outcomes.isEmpty() ? "" : outcomes.get(0).failure().reason();
      LOG.warnf("None of %d events was published: %s", rows.size(), reason);
      restoreStream.run();
    }
    if (nothingFailed) {
      scheduler.busy();
    } else {
      scheduler.failed();
    }
  }
}
