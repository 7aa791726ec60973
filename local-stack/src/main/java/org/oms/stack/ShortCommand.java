// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, such as initdb. */
final class ShortCommand {

  private ShortCommand() {}

  /** The Java that runs this launcher also runs the services. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs to success, or fails with a sentence that names the log its output went to. */
  static void run(List<String> command, Map<String, String> environment, Path log, Duration limit) {
    int exit = exitCode(command, environment, log, limit);
    if (exit != 0) {
      throw new StackException(
          "'%s' ended with code %d; see %s.".formatted(String.join(" ", command), exit, log));
    }
  }

  /** Whether it can be run and succeeds. */
  static boolean succeeds(List<String> command, Path log, Duration limit) {
    try {
      return exitCode(command, Map.of(), log, limit) == 0;
    } catch (StackException e) {
      return false;
    }
  }

  /** What it prints, when it succeeds. */
  static Optional<String> output(List<String> command, Duration limit) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(text.trim()) : Optional.empty();
    } catch (IOException e) {
      throw new StackException(
          "The program '%s' can't be started: is it installed?".formatted(command.get(0)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("'%s' was interrupted.".formatted(command.get(0)), e);
    }
  }

  private static int exitCode(
      List<String> command, Map<String, String> environment, Path log, Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new StackException(
            "'%s' did not end within %d s.".formatted(command.get(0), limit.toSeconds()));
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new StackException(
          "The program '%s' can't be started: run local-stack/install-parts.sh."
              .formatted(command.get(0)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("'%s' was interrupted.".formatted(command.get(0)), e);
    }
  }
}
