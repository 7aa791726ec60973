// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Polls the outbox at once while there is something to do, ever more slowly while there is not, and
 * backs off when it fails. A commit in this process wakes it up, but not out of a back-off.
 */
public final class PollScheduler extends ServiceSupport
    implements ScheduledPollConsumerScheduler, PollingConsumerPollStrategy {

  private enum Round {
    IDLE,
    BUSY,
    FAILED
  }

  /**
   * How soon to poll again: after an empty poll, after a failed one; each doubles up to its max.
   */
  public record Pace(Duration idleMin, Duration idleMax, Duration failedMin, Duration failedMax) {}

  private final String name;
  private final Pace pace;
  private final Backoff backoff;
  private final ReentrantLock pausing = new ReentrantLock();
  private final Condition wake = pausing.newCondition();
  private CamelContext camelContext;
  private Runnable task;
  private Thread thread;
  private boolean signalled;
  private Duration idle;
  private volatile Round round = Round.IDLE;

  /**
   * @param name of its thread
   */
  public PollScheduler(String name, Pace pace) {
    this.name = name;
    this.pace = pace;
    this.idle = pace.idleMin();
    this.backoff = new Backoff(pace.failedMin(), pace.failedMax(), new SecureRandom());
  }

  /** There is something to do. */
  public void wakeUp() {
    pausing.lock();
    try {
      signalled = true;
      wake.signal();
    } finally {
      pausing.unlock();
    }
  }

  /** This round did something. */
  public void busy() {
    round = Round.BUSY;
  }

  /** This round met a failure that may pass. */
  void failed() {
    round = Round.FAILED;
  }

  private void loop() {
    while (isRunAllowed() && !Thread.currentThread().isInterrupted()) {
      round = Round.IDLE;
      task.run();
      try {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void pause() throws InterruptedException {
    Duration delay = nextDelay();
    pausing.lock();
    try {
      long nanos = delay.toNanos();
      while (nanos > 0 && (round == Round.FAILED || !signalled)) {
        nanos = wake.awaitNanos(nanos);
      }
      signalled = false;
    } finally {
      pausing.unlock();
    }
  }

  private Duration nextDelay() {
    return switch (round) {
      case BUSY -> {
        idle = pace.idleMin();
        backoff.succeeded();
        yield Duration.ZERO;
      }
      case IDLE -> {
        Duration delay = idle;
        idle = min(idle.multipliedBy(2), pace.idleMax());
        backoff.succeeded();
        yield delay;
      }
      case FAILED -> backoff.failed();
    };
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    // The route tells what became of its batch.
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
    failed();
    return false;
  }

  @Override
  public void onInit(Consumer consumer) {
    // Nothing to prepare.
  }

  @Override
  public void scheduleTask(Runnable runnable) {
    this.task = runnable;
  }

  @Override
  public void unscheduleTask() {
    stop();
  }

  @Override
  public void startScheduler() {
    if (thread == null) {
      thread = new Thread(this::loop, name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public boolean isSchedulerStarted() {
    return thread != null && thread.isAlive();
  }

  @Override
  protected void doStop() throws InterruptedException {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      running.join(Duration.ofSeconds(10).toMillis());
    }
  }

  @Override
  public CamelContext getCamelContext() {
    return camelContext;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    camelContext = context;
  }
}
