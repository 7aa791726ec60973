// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultConsumer;

/** Pulls from a durable consumer; its messages are acknowledged when their exchange completes. */
@ManagedResource(description = "Managed JetStream consumer")
public class JetStreamConsumer extends DefaultConsumer {

  private final JetStreamConsumerState state = new JetStreamConsumerState();
  private final List<PullLoop> loops = new ArrayList<>();
  private ExecutorService threads;
  private ScheduledExecutorService heartbeats;

  JetStreamConsumer(JetStreamEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
  }

  @Override
  public JetStreamEndpoint getEndpoint() {
    return (JetStreamEndpoint) super.getEndpoint();
  }

  /** How this consumer is doing, all its threads together. */
  public JetStreamConsumerState state() {
    return state;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    ExecutorServiceManager executors = executors();
    String name = getEndpoint().getEndpointBaseUri();
    int count = getEndpoint().getConcurrentConsumers();
    heartbeats = executors.newSingleThreadScheduledExecutor(this, name + "-heartbeat");
    threads = executors.newFixedThreadPool(this, name, count);
    for (int i = 0; i < count; i++) {
      PullLoop loop = new PullLoop(this, heartbeats);
      loops.add(loop);
      threads.execute(loop);
    }
  }

  /** Lets each thread finish the exchange it is in; the messages behind it are given back. */
  @Override
  protected void doStop() throws Exception {
    loops.forEach(PullLoop::stop);
    loops.clear();
    if (threads != null) {
      executors().shutdownGraceful(threads, shutdownTimeoutMillis());
      executors().shutdownNow(heartbeats);
      threads = null;
    }
    super.doStop();
  }

  private ExecutorServiceManager executors() {
    return getEndpoint().getCamelContext().getExecutorServiceManager();
  }

  private long shutdownTimeoutMillis() {
    var strategy = getEndpoint().getCamelContext().getShutdownStrategy();
    return strategy.getTimeUnit().toMillis(strategy.getTimeout());
  }

  /** Runs the route in the calling thread; returns when the messages are settled. */
  void handOver(List<Message> messages) {
    Exchange exchange = getEndpoint().isBatching() ? batch(messages) : single(messages.get(0));
    exchange.getExchangeExtension().addOnCompletion(new Settlement(messages, getEndpoint(), state));
    try {
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    if (exchange.getException() != null) {
      getExceptionHandler()
          .handleException("Messages are delivered again", exchange, exchange.getException());
    }
    releaseExchange(exchange, false);
  }

  private Exchange batch(List<Message> messages) {
    Exchange exchange = createExchange(false);
    exchange.getMessage().setBody(messages.stream().map(this::single).toList());
    return exchange;
  }

  private Exchange single(Message message) {
    Exchange exchange = createExchange(false);
    org.apache.camel.Message in = exchange.getMessage();
    NatsJetStreamMetaData metaData = message.metaData();
    copyHeaders(message.getHeaders(), exchange);
    in.setHeader(JetStreamHeaders.SUBJECT, message.getSubject());
    in.setHeader(JetStreamHeaders.SEQUENCE, metaData.streamSequence());
    in.setHeader(JetStreamHeaders.DELIVERY_COUNT, metaData.deliveredCount());
    in.setHeader(JetStreamHeaders.TIMESTAMP, metaData.timestamp().toInstant());
    in.setBody(message.getData());
    return exchange;
  }

  private void copyHeaders(Headers headers, Exchange exchange) {
    if (headers == null) {
      return;
    }
    HeaderFilterStrategy filter = getEndpoint().getHeaderFilterStrategy();
    for (String name : headers.keySet()) {
      String value = headers.getFirst(name);
      if (!filter.applyFilterToExternalHeaders(name, value, exchange)) {
        exchange.getMessage().setHeader(name, value);
      }
    }
  }

  @ManagedAttribute(description = "Threads that hold a subscription")
  public int getBoundThreads() {
    return state.boundThreads();
  }

  @ManagedAttribute(description = "Messages not yet delivered to this consumer, -1 while unknown")
  public long getPending() {
    return state.pending();
  }

  @ManagedAttribute(description = "Messages whose route runs now")
  public int getInWork() {
    return state.inWork();
  }

  @ManagedAttribute(description = "Messages acknowledged")
  public long getAcknowledged() {
    return state.acknowledged();
  }

  @ManagedAttribute(description = "Messages whose route failed")
  public long getRefused() {
    return state.refused();
  }

  @ManagedAttribute(description = "Messages seen more than once")
  public long getRedeliveries() {
    return state.redeliveries();
  }

  @ManagedAttribute(description = "When the server last answered a pull, ISO 8601")
  public String getLastFetch() {
    return state.lastFetch().map(Instant::toString).orElse("");
  }

  @ManagedAttribute(description = "What went wrong last")
  public String getLastProblem() {
    return state.lastProblem().map(JetStreamConsumerState.Problem::toString).orElse("");
  }
}
