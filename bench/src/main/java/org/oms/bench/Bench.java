// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.oms.stack.LocalStack;
import org.oms.stack.ServicePart;

/**
 * Measures the built services on a stack of their own and prints each figure beside its yardstick.
 *
 * <p>System properties: {@code bench.seconds} (length of each load, default 20), {@code
 * bench.events} (size of the backlog, default 100,000), {@code bench.end-to-end-seconds} (default
 * 60).
 */
public final class Bench {

  private Bench() {}

  /**
   * Prints the table; the argument is the directory of the stack's state, default
   * bench/target/stack.
   */
  public static void main(String[] arguments) throws Exception {
    Path state = Path.of(arguments.length > 0 ? arguments[0] : "bench/target/stack");
    Duration length = Duration.ofSeconds(Integer.getInteger("bench.seconds", 20));
    Duration endToEnd = Duration.ofSeconds(Integer.getInteger("bench.end-to-end-seconds", 60));
    int events = Integer.getInteger("bench.events", 100_000);

    Figures figures = new Figures();
    Histogram disk = DiskProbe.run(state);
    LocalStack.Builder description =
        LocalStack.configure()
            .stateDirectory(state)
            .freePorts()
            .stopOnExit()
            .progress(System.out::println);
    try (LocalStack stack = description.start()) {
      Target target = target(stack);
      new OntologyWrites(target, length).run(figures);
      new OntologyReads(target, length).run(figures);
      new EndToEnd(target, endToEnd).run(figures);
      memory(figures, "OMS", stack.oms());
      memory(figures, "Audit", stack.audit());
      new Backlog(target, switchOf(stack.oms()), switchOf(stack.audit()), events).run(figures);
      System.out.println();
      System.out.printf(
          Locale.ROOT,
          "%s, %d cores, JDK %s, TerminusDB: %s%nDisk probe, 4 KiB and a sync: p50 %.2f ms, p99 %.2f ms%n%n",
          LocalDate.now(ZoneOffset.UTC),
          Runtime.getRuntime().availableProcessors(),
          Runtime.version(),
          System.getenv("TERMINUSDB_URL") == null ? "as the stack found it" : "external server",
          disk.getValueAtPercentile(50) / 1000.0,
          disk.getValueAtPercentile(99) / 1000.0);
      System.out.println(figures.markdown());
    }
  }

  private static Target target(LocalStack stack) {
    Map<String, String> addresses = stack.addresses();
    return new Target(
        addresses.get("OMS_URL"),
        addresses.get("AUDIT_URL"),
        stack.token("developer"),
        addresses.get("POSTGRES_URL"),
        addresses.get("POSTGRES_USER"),
        addresses.get("POSTGRES_PASSWORD"),
        addresses.get("OMS_NATS_URL"),
        addresses.get("OMS_TERMINUSDB_URL"),
        addresses.get("OMS_TERMINUSDB_USER"),
        addresses.get("OMS_TERMINUSDB_PASSWORD"));
  }

  private static Switch switchOf(ServicePart service) {
    return new Switch() {
      @Override
      public void stop() {
        service.stop();
      }

      @Override
      public void start() {
        service.start();
      }
    };
  }

  /** Resident memory after the loads, as the kernel counts it. */
  private static void memory(Figures figures, String name, ServicePart service) throws Exception {
    long kilobytes =
        Files.readAllLines(Path.of("/proc", service.pid().orElseThrow().toString(), "status"))
            .stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow();
    figures.add(
        name + " resident memory after the loads",
        kilobytes / 1024 + " MiB",
        "–",
        "–",
        "≤ 512 MiB");
  }
}
