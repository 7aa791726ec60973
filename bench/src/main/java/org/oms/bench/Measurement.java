// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one load did: how often, how long each took, how often it failed.
 *
 * @param latencies microseconds, successful operations only
 */
record Measurement(Histogram latencies, long failures, Duration elapsed) {

  double perSecond() {
    return latencies.getTotalCount() / (elapsed.toNanos() / 1e9);
  }

  /** A percentile in milliseconds. */
  double percentile(double percent) {
    return latencies.getValueAtPercentile(percent) / 1000.0;
  }
}
