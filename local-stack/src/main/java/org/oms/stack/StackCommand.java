// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code java -jar local-stack.jar}: the local stack for people and Makefiles. */
@Command(
    name = "local-stack",
    mixinStandardHelpOptions = true,
    description = "Starts, stops and breaks the parts of the system on this machine.")
public final class StackCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--state-dir",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Where data, logs and process ids are kept (default: .stack of the checkout).")
  private Path stateDirectory;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new StackCommand())
        .registerConverter(Duration.class, new ShortDuration())
        .setExecutionExceptionHandler(StackCommand::explain)
        .execute(arguments);
  }

  /**
   * A failure is one sentence for a person; the stack trace of anything unforeseen is a defect to
   * report.
   */
  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof StackException) {
      line.getErr().println(failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }

  @Command(description = "Starts everything and waits until it answers.")
  void up(
      @Option(names = "--parts-only", description = "Without the two services.") boolean partsOnly,
      @Option(names = "--free-ports", description = "Ports nobody uses.") boolean freePorts) {
    LocalStack.Builder description = builder();
    if (partsOnly) {
      description.partsOnly();
    }
    if (freePorts) {
      description.freePorts();
    }
    LocalStack stack = description.open();
    long begin = System.nanoTime();
    locked(stack, stack::start);
    out().printf(Locale.ROOT, "up after %.1f s%n%n", (System.nanoTime() - begin) / 1e9);
    explainUse(stack, partsOnly);
  }

  @Command(
      description =
          "Loads a sample ontology, changes it on a branch, merges, prints the audit trail.")
  int demo() {
    boolean complete = new Demo(builder().open(), this::progress, Instant.now()).run();
    return complete ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  @Command(description = "Stops everything; data stays.")
  void down() {
    LocalStack stack = builder().open();
    locked(stack, stack::stop);
    out().println("down");
  }

  @Command(description = "Says what runs where; exit code 1 unless all of it is ready.")
  int status() {
    boolean allReady = true;
    LocalStack stack = builder().open();
    for (Part part : stack.all()) {
      PartState state = part.state();
      boolean answers = state != PartState.STOPPED && state != PartState.PAUSED && part.isReady();
      allReady &= answers;
      out()
          .printf(
              "%-11s %-9s %-9s %-8s %s%n",
              part.name(),
              state.name().toLowerCase(Locale.ROOT),
              answers ? "ready" : "not ready",
              part.pid().map(Object::toString).orElse("-"),
              part.address());
    }
    return allReady ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  @Command(description = "Starts one part, or one more instance such as oms-2.")
  void start(@Parameters(paramLabel = "PART") String name) {
    change(name, Part::start);
  }

  @Command(description = "Stops one part in its orderly way.")
  void stop(@Parameters(paramLabel = "PART") String name) {
    change(name, Part::stop);
  }

  @Command(description = "Kills one part with SIGKILL, its children included.")
  void kill(@Parameters(paramLabel = "PART") String name) {
    change(name, Part::kill);
  }

  @Command(description = "Freezes one part with SIGSTOP.")
  void pause(@Parameters(paramLabel = "PART") String name) {
    change(name, Part::pause);
  }

  @Command(description = "Lets a paused part go on.")
  void resume(@Parameters(paramLabel = "PART") String name) {
    change(name, Part::resume);
  }

  @Command(description = "Stops and starts one part on the same data.")
  void restart(@Parameters(paramLabel = "PART") String name) {
    change(name, Part::restart);
  }

  @Command(description = "Kills one part and removes its data.")
  void wipe(@Parameters(paramLabel = "PART") String name) {
    change(name, Part::wipe);
  }

  @Command(description = "Prints a bearer token for both services.")
  void token(
      @Option(names = "--role", required = true, description = "admin, developer, auditor …")
          String role,
      @Option(names = "--user", description = "Who it is (default: the role).") String user,
      @Option(names = "--expires", defaultValue = "8h", description = "30m, 8h, 7d")
          Duration lifetime) {
    String name = user == null ? role : user;
    out().println(new DevelopmentToken(name, List.of(role), lifetime).signed(Instant.now()));
    out().flush();
  }

  @Command(description = "Prints addresses and passwords as NAME=value lines.")
  void env() {
    builder().open().addresses().forEach((name, value) -> out().println(name + "=" + value));
    out().flush();
  }

  @Command(description = "Prints the log of one part.")
  void logs(@Parameters(paramLabel = "PART") String name) throws IOException {
    Path log = builder().open().part(name).log();
    if (!Files.exists(log)) {
      throw new StackException("%s has no log yet.".formatted(name));
    }
    Files.copy(log, System.out);
    System.out.flush();
  }

  private void change(String name, Consumer<Part> action) {
    LocalStack stack = builder().open();
    Part part = stack.part(name);
    locked(stack, () -> action.accept(part));
    out().printf("%-10s %s%n", name, part.state().name().toLowerCase(Locale.ROOT));
    out().flush();
  }

  private LocalStack.Builder builder() {
    LocalStack.Builder builder = LocalStack.configure().progress(this::progress);
    return stateDirectory == null ? builder : builder.stateDirectory(stateDirectory);
  }

  private synchronized void progress(String line) {
    out().println(line);
    out().flush();
  }

  /** Two launchers at once on one state directory would start a part twice. */
  private static void locked(LocalStack stack, Runnable action) {
    Path file = stack.stateDirectory().resolve("lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new StackException(
            "Another launcher works on %s: wait until it has finished."
                .formatted(stack.stateDirectory()));
      }
      action.run();
    } catch (IOException e) {
      throw new StackException("The lock file %s can't be used.".formatted(file), e);
    }
  }

  private void explainUse(LocalStack stack, boolean partsOnly) {
    PrintWriter out = out();
    stack.all().stream()
        .filter(part -> part.state() != PartState.STOPPED)
        .forEach(part -> out.printf("%-11s %s%n", part.name(), part.address()));
    if (stack.terminusdb().kind() == TerminusDbPart.Kind.EMBEDDED) {
      out.println(
          "TerminusDB is embedded-terminusdb here, this repository's stand-in; see docs/running.md.");
    }
    if (!partsOnly) {
      out.printf(
          """

          A developer's token for the next eight hours, and a first request:

          export TOKEN=%s
          curl -s %s/api/v1/schemas/main/object-types -H "Authorization: Bearer $TOKEN"

          API pages: %s/swagger-ui and %s/swagger-ui
          """,
          stack.token("developer"),
          stack.oms().address(),
          stack.oms().address(),
          stack.audit().address());
    }
    out.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** {@code 30m}, {@code 8h}, {@code 7d}. */
  static final class ShortDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      String value = text.trim().toUpperCase(Locale.ROOT);
      return Duration.parse(value.endsWith("D") ? "P" + value : "PT" + value);
    }
  }
}
