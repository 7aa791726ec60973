// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Message;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges the messages of an exchange when it has completed, and asks for them again when it
 * has failed.
 */
final class Settlement extends SynchronizationAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final List<Message> messages;
  private final Duration nakDelay;
  private final Duration nakDelayMax;
  private final JetStreamConsumerState state;

  Settlement(List<Message> messages, JetStreamEndpoint endpoint, JetStreamConsumerState state) {
    this.messages = messages;
    this.nakDelay = Duration.ofMillis(endpoint.getNakDelay());
    this.nakDelayMax = Duration.ofMillis(endpoint.getNakDelayMax());
    this.state = state;
  }

  @Override
  public void onComplete(Exchange exchange) {
    // A rollback need not carry an exception, and then Camel reports completion.
    if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
      onFailure(exchange);
      return;
    }
    settle(Message::ack);
    state.acknowledged(messages.size());
  }

  @Override
  public void onFailure(Exchange exchange) {
    settle(message -> message.nakWithDelay(delay(message.metaData().deliveredCount())));
    state.refused(messages.size());
    Exception cause = exchange.getException();
    state.failed(cause == null ? "rolled back" : cause.toString());
  }

  private void settle(Consumer<Message> verdict) {
    try {
      messages.forEach(verdict);
    } catch (IllegalStateException e) {
      // The connection is closed or its buffer full. The server delivers again after the ack wait.
      LOG.warn("Messages from {} on stay unsettled: {}", messages.get(0).getSID(), e.toString());
      state.failed(e.toString());
    }
  }

  Duration delay(long deliveries) {
    // Beyond 2^20 any sensible delay has met its limit; more would overflow.
    long doublings = Math.min(deliveries - 1, 20);
    Duration delay = nakDelay.multipliedBy(1L << doublings);
    return delay.compareTo(nakDelayMax) < 0 ? delay : nakDelayMax;
  }
}
