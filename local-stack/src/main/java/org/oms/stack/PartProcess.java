// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operating system process that outlives the launcher. It is known by its id and its start time
 * together, because ids are given out again.
 *
 * @param pid its process id, also the id of its session
 * @param startTicks when it started, in clock ticks since boot (field 22 of {@code
 *     /proc/<pid>/stat})
 */
record PartProcess(long pid, long startTicks) {

  private static final char ZOMBIE = 'Z';
  private static final char STOPPED = 'T';

  /**
   * Starts {@code command} in a session of its own, so that Ctrl-C in a terminal does not reach it.
   */
  static Process start(List<String> command, Map<String, String> environment, Path log) {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(detached)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Debian puts nats-server where an ordinary user's path does not look.
    builder
        .environment()
        .merge("PATH", "/usr/local/sbin:/usr/sbin", (path, more) -> path + ":" + more);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new StackException(
          "The program '%s' can't be started: run local-stack/install-parts.sh."
              .formatted(command.get(0)),
          e);
    }
  }

  static PartProcess of(Process process) {
    long pid = process.pid();
    return new PartProcess(pid, Stat.of(pid).map(Stat::startTicks).orElse(0L));
  }

  /** The process a pid file names, if that very process is still there. */
  static Optional<PartProcess> find(Path pidFile) {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      String[] fields = Files.readString(pidFile).trim().split(" ", -1);
      PartProcess process = new PartProcess(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
      return Optional.of(process).filter(PartProcess::isAlive);
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty(); // A half-written file of a launcher that was killed.
    }
  }

  String asText() {
    return pid + " " + startTicks + "\n";
  }

  /** Whether {@code pid} is a process that has ended and that nobody has waited for. */
  static boolean isZombie(long pid) {
    return Stat.of(pid).filter(stat -> stat.state() == ZOMBIE).isPresent();
  }

  boolean isAlive() {
    return current().filter(stat -> stat.state() != ZOMBIE).isPresent();
  }

  /** Each thread stops when the kernel gets to it; the process has paused when all have. */
  boolean isPaused() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return isAlive()
          && threads.allMatch(
              thread -> Stat.in(thread).filter(stat -> stat.state() == STOPPED).isPresent());
    } catch (IOException e) {
      return false; // It has gone.
    }
  }

  private Optional<Stat> current() {
    return Stat.of(pid).filter(stat -> stat.startTicks() == startTicks);
  }

  /**
   * This process and all that descend from it. PostgreSQL gives each of its children a session of
   * its own, so a signal to the process group would miss them.
   */
  List<PartProcess> tree() {
    List<PartProcess> tree = new ArrayList<>(List.of(this));
    ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .flatMap(id -> Stat.of(id).map(stat -> new PartProcess(id, stat.startTicks())).stream())
        .forEach(tree::add);
    return tree;
  }

  /** Sends {@code signal} (TERM, KILL, STOP …) to all of {@code processes}. */
  static void signal(String signal, List<PartProcess> processes) {
    StringBuilder script = new StringBuilder("kill -s " + signal);
    processes.forEach(process -> script.append(' ').append(process.pid()));
    try {
      // The shell's own kill: the program of that name is not installed everywhere.
      new ProcessBuilder("sh", "-c", script.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new StackException("The signal %s can't be sent.".formatted(signal), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Sending the signal %s was interrupted.".formatted(signal), e);
    }
  }

  /** The two fields of {@code /proc/<pid>/stat} that matter here. */
  private record Stat(char state, long startTicks) {

    static Optional<Stat> of(long pid) {
      return in(Path.of("/proc/" + pid));
    }

    static Optional<Stat> in(Path directory) {
      try {
        String line = Files.readString(directory.resolve("stat"));
        // The second field is the name in parentheses and may itself hold spaces and parentheses.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return Optional.of(new Stat(fields[0].charAt(0), Long.parseLong(fields[19])));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
