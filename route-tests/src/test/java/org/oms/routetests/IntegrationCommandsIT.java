// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The integration commands of the Makefile without Docker, on a stack of their own. */
class IntegrationCommandsIT {

  private static final Path PROJECT =
      Path.of(System.getProperty("oms.repository", "..")).toAbsolutePath().normalize();

  /** This very build is the one to run: none is begun inside it. */
  private static final List<String> MAKE = List.of("make", "-s", "-o", "target/built");

  private static final Pattern READY =
      Pattern.compile("(postgres|nats|redis|terminusdb|oms|audit) +running +ready .*");

  /** Above what a start, a run or a stop takes on a busy machine. */
  private static final long MINUTES_MAX = 5;

  @TempDir private static Path directory;

  @BeforeAll
  static void up() throws Exception {
    Result up = make("integration-up", "");
    assertThat(up.code()).as(up.output()).isZero();
    assertThat(up.output()).contains("stack: local (STACK=local;");
  }

  @AfterAll
  static void clean() throws Exception {
    Result clean = make("integration-clean", "");
    assertThat(clean.code()).as(clean.output()).isZero();
    assertThat(stateDirectory()).doesNotExist();
  }

  @Test
  void verifyServices_namesEveryPartAndService() throws Exception {
    RunningSystem.awaitThat("everything is ready")
        .untilAsserted(
            () -> {
              Result result = make("verify-services", "");
              assertThat(result.code()).as(result.output()).isZero();
              assertThat(result.output().lines()).hasSize(6).allMatch(READY.asMatchPredicate());
            });
  }

  @Test
  void dbShell_readsStatementsFromAPipe() throws Exception {
    Result result = make("db-shell", "select 'rows: ' || count(*) from outbox_events;");

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).contains("rows: ");
  }

  @Test
  void dbShell_endsAtTheFirstErrorOfAScript() throws Exception {
    Result result = make("db-shell", "select nonsense; select 'reached';");

    assertThat(result.code()).isNotZero();
    assertThat(result.output()).contains("nonsense").doesNotContain("reached");
  }

  @Test
  void redisShell_readsCommandsFromAPipe() throws Exception {
    Result result = make("redis-shell", "ping");

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).contains("PONG");
  }

  @Test
  void serviceShells_haveTheEnvironmentOfTheirService() throws Exception {
    Result oms = make("shell-oms", "curl -s $OMS_URL/health/live; ls logs");
    assertThat(oms.code()).as(oms.output()).isZero();
    assertThat(oms.output()).contains("log logs/oms.log", "\"UP\"", "audit.log");

    Result audit = make("shell-audit", "curl -s $AUDIT_URL/health/live");
    assertThat(audit.output()).contains("log logs/audit.log", "\"UP\"");
  }

  @Test
  void logs_endWhenNobodyFollows() throws Exception {
    Result result = make("integration-logs", "");

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).contains("logs/oms.log", "logs/postgres.log");
  }

  @Test
  void unknownStack_isRefusedWithTheKnownOnes() throws Exception {
    Result result = run(Map.of("STACK", "podman"), List.of("integration/stack.sh", "up"), "");

    assertThat(result.code()).isNotZero();
    assertThat(result.output()).contains("STACK is 'podman': use compose or local");
  }

  @Test
  void failedRun_saysSo_keepsLogs_andLeavesNothingRunning() throws Exception {
    Result result = run(runEnvironment(script("exit 1")), List.of("./run_integration_test.sh"), "");

    assertThat(result.code()).as(result.output()).isEqualTo(1);
    assertThat(result.output()).contains("stored events", "outbox", "failed with 1 after");
    assertNothingIsLeft();
  }

  @Test
  void interruptedRun_stopsEverything() throws Exception {
    Path testing = directory.resolve("testing");
    Begun run =
        begin(
            runEnvironment(script("touch " + testing + "; exec sleep 600")),
            // Who runs the tests in the background ignores the signal, and so would the command.
            List.of("env", "--default-signal=INT", "./run_integration_test.sh"));
    RunningSystem.awaitThat("the tests have begun").until(() -> Files.exists(testing));

    String pid = Long.toString(run.process().pid());
    assertThat(new ProcessBuilder("sh", "-c", "kill -s INT " + pid).start().waitFor()).isZero();

    Result result = run.end();
    assertThat(result.code()).as(result.output()).isEqualTo(130);
    assertNothingIsLeft();
  }

  private static void assertNothingIsLeft() {
    assertThat(directory.resolve("run")).doesNotExist();
    assertThat(PROJECT.resolve("target/integration/logs/oms.log")).isNotEmptyFile();
  }

  /** What stands in for Maven decides the outcome of the tests; all else is real. */
  private static Map<String, String> runEnvironment(Path maven) {
    return Map.of(
        "STATE_DIR", directory.resolve("run").toString(),
        "MAKE", String.join(" ", MAKE),
        "MAVEN", maven.toString());
  }

  private static Path script(String line) throws IOException {
    Path script = Files.createTempFile(directory, "maven", "");
    Files.writeString(script, "#!/bin/sh\n" + line + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private static Path stateDirectory() {
    return directory.resolve("stack");
  }

  /** A command that was begun; its output goes to a file, so that nothing can block on a pipe. */
  private record Begun(Process process, Path output) {

    Result end() throws IOException, InterruptedException {
      process.getOutputStream().close();
      assertThat(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES))
          .as(() -> "it ended, having said: " + text())
          .isTrue();
      return new Result(process.exitValue(), text());
    }

    private String text() {
      try {
        return Files.readString(output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private record Result(int code, String output) {}

  private static Result make(String target, String input) throws Exception {
    return run(Map.of(), Stream.concat(MAKE.stream(), Stream.of(target)).toList(), input);
  }

  private static Result run(Map<String, String> environment, List<String> command, String input)
      throws Exception {
    Begun begun = begin(environment, command);
    begun.process().getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    return begun.end();
  }

  private static Begun begin(Map<String, String> environment, List<String> command)
      throws IOException {
    Path output = Files.createTempFile(directory, "output", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("STACK", "local");
    builder.environment().put("FREE_PORTS", "1");
    builder.environment().put("STATE_DIR", stateDirectory().toString());
    builder.environment().putAll(environment);
    return new Begun(builder.start(), output);
  }
}
