// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nats.client.api.ConsumerInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/** Answers how far ingestion has come. */
@ApplicationScoped
public class Consumers {

  private final IngestConsumer consumer;

  Consumers(IngestConsumer consumer) {
    this.consumer = consumer;
  }

  /** {@code GET /consumers}. */
  public String list(ApiRequest request) throws InterruptedException {
    request.caller().requireAuditor();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.withArray("consumers").add(state(info()));
    return answer.toString();
  }

  private ConsumerInfo info() throws InterruptedException {
    try {
      return consumer.info();
    } catch (IOException e) {
      throw new RefusedException(
          ProblemKind.UNAVAILABLE, "NATS does not answer: " + e.getMessage());
    }
  }

  private ObjectNode state(ConsumerInfo info) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("stream", info.getStreamName());
    state.put("name", info.getName());
    state.put("pending", info.getNumPending());
    state.put("ackPending", info.getNumAckPending());
    state.put("redelivered", info.getRedelivered());
    state.put("lastDeliveredSequence", info.getDelivered().getStreamSequence());
    state.put("acknowledgedSequence", info.getAckFloor().getStreamSequence());
    consumer.lastFetch().ifPresent(instant -> state.put("lastFetchAt", instant.toString()));
    return state;
  }
}
