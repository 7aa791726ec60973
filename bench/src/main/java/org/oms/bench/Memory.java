// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.oms.stack.LocalStack;
import org.oms.stack.ServicePart;

/** Resident memory after the loads and the most it ever was, as the kernel counts it. */
final class Memory {

  private static final long MIB_MAX = 512;

  private final LocalStack stack;

  Memory(LocalStack stack) {
    this.stack = stack;
  }

  void run(Figures figures) throws IOException {
    measure(figures, "OMS", stack.oms());
    measure(figures, "Audit", stack.audit());
  }

  private static void measure(Figures figures, String name, ServicePart service)
      throws IOException {
    long now = mebibytes(service, "VmRSS:");
    long peak = mebibytes(service, "VmHWM:");
    figures.add(
        name + " resident memory after the loads",
        now + " MiB, peak " + peak + " MiB",
        new Figures.Goal("≤ 512 MiB", peak <= MIB_MAX));
  }

  private static long mebibytes(ServicePart service, String entry) throws IOException {
    Path status = Path.of("/proc", service.pid().orElseThrow().toString(), "status");
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith(entry))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        / 1024;
  }
}
