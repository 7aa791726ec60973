// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something to become true, never for time to pass. */
final class Condition {

  private Condition() {}

  /** Returns whether {@code condition} held within {@code limit}. */
  static boolean holdsWithin(Duration limit, Duration poll, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      pause(poll);
    }
    return true;
  }

  private static void pause(Duration poll) {
    try {
      Thread.sleep(poll.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("The wait for a part was interrupted.", e);
    }
  }
}
