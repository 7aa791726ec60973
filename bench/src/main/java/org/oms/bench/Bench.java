// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.oms.stack.LocalStack;
import org.oms.stack.Part;
import org.oms.stack.PartState;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code java -jar bench.jar}: measures the built services on a stack of their own. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the built services and prints each figure beside its yardstick.")
public final class Bench implements Runnable {

  /** A group of figures. */
  enum Group {
    START,
    WRITES,
    READS,
    END_TO_END,
    BURST,
    MEMORY,
    BACKLOG
  }

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "A look: short loads and a tenth of the events.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "GROUP",
      description = "Only these of ${COMPLETION-CANDIDATES}.")
  private Set<Group> only = EnumSet.allOf(Group.class);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of each load of reads and writes (20; quick: 5).")
  private Integer seconds;

  @Option(
      names = "--end-to-end-seconds",
      paramLabel = "N",
      description = "Length of the steady load from end to end (60; quick: 15).")
  private Integer endToEndSeconds;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Events a second of that load (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events of the burst, the drain and the ingestion (100000; quick: 20000).")
  private Integer events;

  @Option(
      names = "--writers",
      defaultValue = "100",
      paramLabel = "N",
      description = "Concurrent writers through OMS (${DEFAULT-VALUE}).")
  private int writers;

  @Option(
      names = "--connections",
      defaultValue = "100",
      paramLabel = "N",
      description = "Concurrent readers (${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--debezium",
      paramLabel = "DIR",
      description = "An unpacked Debezium Server, as one more yardstick of the drain.")
  private Optional<Path> debezium = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A Markdown file whose section for this kind of TerminusDB gets the figures.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description = "Flight recordings of the services are written here; they cost some speed.")
  private Optional<Path> profile = Optional.empty();

  @Option(
      names = "--state-dir",
      defaultValue = "bench/target/stack",
      paramLabel = "DIR",
      description = "Data and logs of the measured stack (${DEFAULT-VALUE}).")
  private Path stateDirectory;

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public void run() {
    try {
      measure();
    } catch (Exception e) {
      throw new CommandLine.ExecutionException(spec.commandLine(), e.toString(), e);
    }
  }

  private void measure() throws Exception {
    Instant start = Instant.now();
    PrintWriter print = spec.commandLine().getOut();
    Machine machine = Machine.here(stateDirectory);
    LocalStack.Builder description =
        LocalStack.configure()
            .stateDirectory(stateDirectory)
            .freePorts()
            .stopOnExit()
            .progress(line -> say(print, line));
    Figures figures = new Figures(line -> say(print, line));
    try (LocalStack stack = description.open()) {
      startAnew(stack);
      Target target = Target.of(stack);
      for (Measured part : parts(stack, target)) {
        part.run(figures);
      }
      Duration total = Duration.between(start, Instant.now());
      Report report = new Report(figures, machine, Versions.of(target), arguments(), total);
      say(print, "\n" + report.markdown());
      if (out.isPresent()) {
        report.writeInto(out.get());
        say(print, "Written into " + out.get());
      }
    }
  }

  /** On empty stores: what an earlier run left would slow this one. */
  private void startAnew(LocalStack stack) throws IOException {
    stack.stop();
    LocalStack.PARTS.stream()
        .map(stack::part)
        .filter(part -> part.state() != PartState.EXTERNAL)
        .forEach(Part::wipe);
    if (profile.isPresent()) {
      Path directory = Files.createDirectories(profile.get());
      stack.oms().environment("JAVA_TOOL_OPTIONS", recording(directory.resolve("oms.jfr")));
      stack.audit().environment("JAVA_TOOL_OPTIONS", recording(directory.resolve("audit.jfr")));
    }
    stack.start();
  }

  private static String recording(Path file) {
    return "-XX:StartFlightRecording=dumponexit=true,settings=profile,filename="
        + file.toAbsolutePath()
        + " -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath="
        + file.toAbsolutePath().getParent();
  }

  private interface Measured {
    void run(Figures figures) throws Exception;
  }

  /** In an order in which none disturbs the next: the large backlogs come last. */
  private List<Measured> parts(LocalStack stack, Target target) {
    Duration length = Duration.ofSeconds(or(seconds, 20, 5));
    Duration endToEnd = Duration.ofSeconds(or(endToEndSeconds, 60, 15));
    int backlog = or(events, 100_000, 20_000);
    List<Measured> parts = new ArrayList<>();
    add(parts, Group.START, new StartTime(stack)::run);
    add(parts, Group.WRITES, new OntologyWrites(target, length, writers)::run);
    add(parts, Group.READS, new OntologyReads(target, length, connections)::run);
    add(parts, Group.END_TO_END, new EndToEnd(target, endToEnd, rate)::run);
    add(parts, Group.BURST, new Burst(target, backlog)::run);
    add(parts, Group.MEMORY, new Memory(stack)::run);
    add(parts, Group.BACKLOG, new Backlog(stack, target, backlog, debezium)::run);
    return parts;
  }

  private void add(List<Measured> parts, Group part, Measured measured) {
    if (only.contains(part)) {
      parts.add(measured);
    }
  }

  private int or(Integer given, int usual, int inQuick) {
    return given != null ? given : quick ? inQuick : usual;
  }

  private String arguments() {
    return String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private static synchronized void say(PrintWriter print, String line) {
    print.println(line);
    print.flush();
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
