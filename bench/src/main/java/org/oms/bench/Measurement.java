// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.time.Duration;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What one load did: how often, how long each took, how often it failed.
 *
 * @param latencies microseconds, successful operations only
 * @param failures how often each HTTP status outside 2xx came; 0 stands for no answer at all
 */
record Measurement(Histogram latencies, SortedMap<Integer, Long> failures, Duration elapsed) {

  double perSecond() {
    return latencies.getTotalCount() / (elapsed.toNanos() / 1e9);
  }

  /** A percentile in milliseconds. */
  double percentile(double percent) {
    return latencies.getValueAtPercentile(percent) / 1000.0;
  }

  boolean faultless() {
    return failures.isEmpty();
  }

  String failuresAsText() {
    return faultless()
        ? "0 failed"
        : failures.entrySet().stream()
            .map(
                failure ->
                    Bench.count(failure.getValue())
                        + " × "
                        + (failure.getKey() == 0 ? "no answer" : failure.getKey()))
            .collect(Collectors.joining(", "));
  }
}
