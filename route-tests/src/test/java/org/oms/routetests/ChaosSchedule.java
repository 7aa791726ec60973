// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.oms.stack.Part;

/**
 * Breaks one part after the other, each for a while, as its seed draws it. Two of them at work at
 * once make faults that overlap.
 */
final class ChaosSchedule {

  private enum Fault {
    KILL,
    PAUSE,
    RESTART,
    WIPE
  }

  private static final int REST_MS_MAX = 4_000;

  /** Now and then longer than each lease and time-out; mostly shorter than them. */
  private static final int SHORT_MS_MAX = 3_000;

  private static final int LONG_MS_MAX = 15_000;

  private final Random random;
  private final List<Part> parts;
  private final Instant begin = Instant.now();
  private final Consumer<String> journal;
  private int faults;

  /**
   * @param journal takes a line for each fault
   */
  ChaosSchedule(long seed, List<Part> parts, Consumer<String> journal) {
    this.random = new Random(seed);
    this.parts = new ArrayList<>(parts);
    this.journal = journal;
  }

  /** How many faults there were. */
  int faults() {
    return faults;
  }

  /** Strikes in a thread of its own, again and again. */
  CompletableFuture<Void> strikeUntil(BooleanSupplier enough) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (!enough.getAsBoolean()) {
              strike();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        runnable -> new Thread(runnable, "chaos").start());
  }

  /** One fault and the recovery from it; afterwards a rest. */
  private void strike() throws InterruptedException {
    Part part = parts.get(random.nextInt(parts.size()));
    Fault fault = draw(part);
    int millis = random.nextInt(random.nextInt(5) == 0 ? LONG_MS_MAX : SHORT_MS_MAX);
    int rest = random.nextInt(REST_MS_MAX);
    journal.accept(
        String.format(
            Locale.ROOT,
            "+%.1f s  %s %s for %d ms",
            Duration.between(begin, Instant.now()).toMillis() / 1000.0,
            fault.name().toLowerCase(Locale.ROOT),
            part.name(),
            millis));
    faults++;
    switch (fault) {
      case KILL -> part.kill();
      case PAUSE -> part.pause();
      case RESTART -> part.stop();
      case WIPE -> part.wipe();
    }
    TimeUnit.MILLISECONDS.sleep(millis); // The fault lasts.
    part.start();
    TimeUnit.MILLISECONDS.sleep(rest);
  }

  /** Only the broker may lose its disk: it is never the only copy. */
  private Fault draw(Part part) {
    Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
    return fault == Fault.WIPE && !part.name().equals("nats") ? Fault.KILL : fault;
  }
}
