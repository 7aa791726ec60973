// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Runs an operation from several threads for a while, each starting the next when one ends. */
final class Load {

  /** Longer than any timeout of the services; the histogram's range in microseconds. */
  private static final long LONGEST_MICROS = 120_000_000;

  /** One call of what is measured. */
  interface Operation {
    /** False when it failed. */
    boolean call() throws Exception;
  }

  private Load() {}

  static Measurement run(int threads, Duration length, Operation operation)
      throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      long end = start + length.toNanos();
      List<Future<Share>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(executor.submit(worker(operation, end)));
      }
      Histogram all = new Histogram(LONGEST_MICROS, 3);
      long failures = 0;
      for (Future<Share> future : futures) {
        all.add(future.get().latencies());
        failures += future.get().failures();
      }
      return new Measurement(all, failures, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      executor.shutdownNow();
    }
  }

  private static Callable<Share> worker(Operation operation, long end) {
    return () -> {
      Histogram latencies = new Histogram(LONGEST_MICROS, 3);
      long failures = 0;
      while (System.nanoTime() < end) {
        long before = System.nanoTime();
        if (operation.call()) {
          latencies.recordValue(Math.min((System.nanoTime() - before) / 1000, LONGEST_MICROS));
        } else {
          failures++;
        }
      }
      return new Share(latencies, failures);
    };
  }

  private record Share(Histogram latencies, long failures) {}
}
