// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How a consumer is doing; read by health checks and JMX, written by its threads. */
public final class JetStreamConsumerState {

  private final Clock clock = Clock.systemUTC();
  private final AtomicInteger bound = new AtomicInteger();
  private final AtomicInteger inWork = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong redeliveries = new AtomicLong();
  private volatile long pending = -1;
  private volatile Instant lastFetch;
  private volatile Problem lastProblem;

  /** What went wrong last, and when. It stays after recovery; compare with {@link #lastFetch}. */
  public record Problem(String reason, Instant at) {}

  /** Threads that hold a subscription right now. */
  public int boundThreads() {
    return bound.get();
  }

  /** Messages whose route runs now; while it is not 0, an old {@link #lastFetch} means nothing. */
  public int inWork() {
    return inWork.get();
  }

  /** When the server last answered a pull, be it with messages or with "nothing there". */
  public Optional<Instant> lastFetch() {
    return Optional.ofNullable(lastFetch);
  }

  /** Messages the server has not yet delivered to this consumer; -1 while unknown. */
  public long pending() {
    return pending;
  }

  /** Messages seen more than once since the start. */
  public long redeliveries() {
    return redeliveries.get();
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  /** Messages whose route failed, each time counted. */
  public long refused() {
    return refused.get();
  }

  public Optional<Problem> lastProblem() {
    return Optional.ofNullable(lastProblem);
  }

  void bound() {
    bound.incrementAndGet();
  }

  void unbound() {
    bound.decrementAndGet();
  }

  void began(int messages) {
    inWork.addAndGet(messages);
  }

  void ended(int messages) {
    inWork.addAndGet(-messages);
  }

  void answered() {
    lastFetch = clock.instant();
  }

  void received(long deliveryCount, long stillPending) {
    if (deliveryCount > 1) {
      redeliveries.incrementAndGet();
    }
    pending = stillPending;
  }

  void pending(long stillPending) {
    pending = stillPending;
  }

  void acknowledged(int messages) {
    acknowledged.addAndGet(messages);
  }

  void refused(int messages) {
    refused.addAndGet(messages);
  }

  void failed(String reason) {
    lastProblem = new Problem(reason, clock.instant());
  }
}
