// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread of a consumer: binds, takes, hands over, and binds again when anything is lost.
 *
 * <p>It ends only by {@link #stop()}; whatever else happens is retried with a growing delay.
 */
final class PullLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(PullLoop.class);
  private static final long FIRST_DELAY_MS = 100;

  private final JetStreamConsumer consumer;
  private final JetStreamEndpoint endpoint;
  private final JetStreamConsumerState state;
  private final ScheduledExecutorService heartbeats;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile List<Message> inWork = List.of();
  private long delayMs = FIRST_DELAY_MS;

  PullLoop(JetStreamConsumer consumer, ScheduledExecutorService heartbeats) {
    this.consumer = consumer;
    this.endpoint = consumer.getEndpoint();
    this.state = consumer.state();
    this.heartbeats = heartbeats;
  }

  void stop() {
    stop.countDown();
  }

  @Override
  public void run() {
    while (running()) {
      try {
        bindAndWork();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        // The edge of the process: a consumer that gave up would stop ingestion for good.
        state.failed(e.toString());
        LOG.warn(
            "{} is not bound, next attempt in {} ms: {}",
            endpoint.getEndpointUri(),
            delayMs,
            e.toString());
        pause();
      }
    }
  }

  private void bindAndWork() throws Exception {
    Connection connection = endpoint.connection();
    if (endpoint.getResources() != null) {
      endpoint.getResources().apply(connection);
    }
    try (Pull pull = new Pull(connection, endpoint, state)) {
      ScheduledFuture<?> heartbeat = keepInProgress(pull.ackWait());
      state.bound();
      try {
        work(pull);
      } finally {
        state.unbound();
        heartbeat.cancel(false);
      }
    }
  }

  private void work(Pull pull) throws Exception {
    int limit = endpoint.isBatching() ? endpoint.getMaxBatch() : 1;
    while (running()) {
      List<Message> messages = pull.take(limit);
      delayMs = FIRST_DELAY_MS;
      if (!messages.isEmpty()) {
        handOver(messages);
      }
    }
  }

  private void handOver(List<Message> messages) {
    inWork = messages;
    state.began(messages.size());
    consumer.handOver(messages);
    state.ended(messages.size());
    inWork = List.of();
  }

  /** A route that waits for its database longer than the ack wait must not get the batch twice. */
  private ScheduledFuture<?> keepInProgress(Duration ackWait) {
    long interval = Math.max(1, ackWait.toMillis() / 3);
    return heartbeats.scheduleWithFixedDelay(
        this::reportProgress, interval, interval, TimeUnit.MILLISECONDS);
  }

  private void reportProgress() {
    try {
      inWork.forEach(Message::inProgress);
    } catch (IllegalStateException e) {
      LOG.debug("In-progress not sent: {}", e.toString());
    }
  }

  private boolean running() {
    return stop.getCount() > 0 && !Thread.currentThread().isInterrupted();
  }

  private void pause() {
    try {
      boolean stopped = stop.await(delayMs, TimeUnit.MILLISECONDS);
      LOG.trace("Pause over, stopped: {}", stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delayMs = Math.min(delayMs * 2, endpoint.getBindDelayMax());
  }
}
