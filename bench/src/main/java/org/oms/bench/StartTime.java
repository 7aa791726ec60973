// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.util.Locale;
import org.oms.stack.LocalStack;
import org.oms.stack.ServicePart;

/** From the start of the process until readiness answers 200, with all parts there. */
final class StartTime {

  private static final double SECONDS_MAX = 4;

  private final LocalStack stack;

  StartTime(LocalStack stack) {
    this.stack = stack;
  }

  void run(Figures figures) {
    measure(figures, "OMS", stack.oms());
    measure(figures, "Audit", stack.audit());
  }

  private static void measure(Figures figures, String name, ServicePart service) {
    service.stop();
    long start = System.nanoTime();
    service.start();
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.add(
        name + " start, until ready",
        String.format(Locale.ROOT, "%.1f s", seconds),
        new Figures.Goal("≤ 4 s", seconds <= SECONDS_MAX));
  }
}
