// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
    /** The HTTP status of the answer. */
    int call() throws IOException, InterruptedException;
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
      SortedMap<Integer, Long> failures = new TreeMap<>();
      for (Future<Share> future : futures) {
        all.add(future.get().latencies());
        future.get().failures().forEach((status, n) -> failures.merge(status, n, Long::sum));
      }
      return new Measurement(all, failures, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      executor.shutdownNow();
    }
  }

  private static Callable<Share> worker(Operation operation, long end) {
    return () -> {
      Histogram latencies = new Histogram(LONGEST_MICROS, 3);
      SortedMap<Integer, Long> failures = new TreeMap<>();
      while (System.nanoTime() < end) {
        long before = System.nanoTime();
        int status = status(operation);
        if (status / 100 == 2) {
          latencies.recordValue(Math.min((System.nanoTime() - before) / 1000, LONGEST_MICROS));
        } else {
          failures.merge(status, 1L, Long::sum);
        }
      }
      return new Share(latencies, failures);
    };
  }

  private static int status(Operation operation) throws InterruptedException {
    try {
      return operation.call();
    } catch (IOException e) {
      return 0;
    }
  }

  private record Share(Histogram latencies, SortedMap<Integer, Long> failures) {}
}
