// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after each failure in a row: twice as long as before up to a maximum, and up to
 * a fifth more or less, because instances that lost the same server must not come back together.
 */
final class Backoff {

  private static final int JITTER_PERCENT = 20;

  private final Duration min;
  private final Duration max;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration min, Duration max, RandomGenerator random) {
    this.min = min;
    this.max = max;
    this.random = random;
    this.next = min;
  }

  /** The wait after one more failure. */
  Duration failed() {
    Duration wait = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(max) < 0 ? doubled : max;
    long percent = random.nextLong(100 - JITTER_PERCENT, 100 + JITTER_PERCENT + 1);
    return wait.multipliedBy(percent).dividedBy(100);
  }

  /** The next failure is the first again. */
  void succeeded() {
    next = min;
  }
}
