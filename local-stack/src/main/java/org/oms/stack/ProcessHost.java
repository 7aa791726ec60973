// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs a part as a process of this machine, known by its pid file. */
final class ProcessHost implements PartHost {

  private static final int LOG_LINES_SHOWN = 15;

  private final Part part;
  private final Workshop workshop;

  ProcessHost(Part part, Workshop workshop) {
    this.part = part;
    this.workshop = workshop;
  }

  @Override
  public PartState state() {
    return process()
        .map(process -> process.isPaused() ? PartState.PAUSED : PartState.RUNNING)
        .orElse(PartState.STOPPED);
  }

  @Override
  public Optional<Long> pid() {
    return process().map(PartProcess::pid);
  }

  @Override
  public void requireLaunchable() {
    part.ports().forEach(port -> Ports.requireFree(part.name(), port));
  }

  @Override
  public void launch() {
    part.prepare();
    Launch plan = part.launchPlan();
    Process process = PartProcess.start(plan.command(), plan.environment(), part.log());
    workshop.state().write(pidFile(), PartProcess.of(process).asText());
    part.launched(process);
  }

  @Override
  public OptionalInt exitCode() {
    // The operating system knows of its end a moment before this program does.
    long millis = workshop.limits().signal().toMillis();
    return part.launched().stream()
        .mapToInt(
            process -> process.onExit().orTimeout(millis, TimeUnit.MILLISECONDS).join().exitValue())
        .findFirst();
  }

  @Override
  public boolean isOutdated() {
    return part.build()
        .filter(build -> build.toFile().lastModified() > pidFile().toFile().lastModified())
        .isPresent();
  }

  @Override
  public void stop() {
    Optional<PartProcess> running = process();
    if (running.isPresent()) {
      PartProcess process = running.get();
      List<PartProcess> tree = process.tree();
      PartProcess.signal("CONT", tree); // A paused process would not notice the stop.
      PartProcess.signal(part.stopSignal(), List.of(process));
      if (!gone(tree, workshop.limits().stop())) {
        part.say(
            "did not stop within %d s and is killed"
                .formatted(workshop.limits().stop().toSeconds()));
        kill();
      }
    }
    forget();
  }

  /** Its children included. */
  @Override
  public void kill() {
    Optional<PartProcess> running = process();
    if (running.isPresent()) {
      PartProcess process = running.get();
      // Held still first, so that it can't start a child which would be overlooked.
      PartProcess.signal("STOP", List.of(process));
      List<PartProcess> tree = process.tree();
      PartProcess.signal("KILL", tree);
      require(gone(tree, workshop.limits().signal()), "is still there after SIGKILL");
      // Its threads may outlive its entry in the process table, and keep its sockets open.
      await(() -> part.ports().stream().allMatch(Ports::isFree), "still has its ports");
    }
    forget();
  }

  @Override
  public void pause() {
    PartProcess process = requireProcess();
    PartProcess.signal("STOP", List.of(process));
    List<PartProcess> tree = process.tree();
    PartProcess.signal("STOP", tree);
    await(
        () -> tree.stream().allMatch(each -> each.isPaused() || !each.isAlive()), "did not pause");
  }

  @Override
  public void resume() {
    List<PartProcess> tree = requireProcess().tree();
    PartProcess.signal("CONT", tree);
    await(() -> tree.stream().noneMatch(PartProcess::isPaused), "did not resume");
  }

  @Override
  public void wipe() {
    kill();
    StateDirectory.delete(part.data());
  }

  @Override
  public String logTail() {
    return "its log %s ends with:%n%s".formatted(part.log(), lastLines());
  }

  private String lastLines() {
    List<String> lines = logLines();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
  }

  /** Of earlier starts too. */
  @Override
  public List<String> logLines() {
    try {
      // Not readString: a process that was killed may leave half a character behind.
      return new String(Files.readAllBytes(part.log()), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of("(no log)");
    }
  }

  private Path pidFile() {
    return workshop.state().pid(part.name());
  }

  private Optional<PartProcess> process() {
    return PartProcess.find(pidFile());
  }

  private PartProcess requireProcess() {
    return process()
        .orElseThrow(() -> new StackException("%s is not running.".formatted(part.name())));
  }

  private boolean gone(List<PartProcess> tree, Duration limit) {
    return Condition.holdsWithin(
        limit, workshop.limits().poll(), () -> tree.stream().noneMatch(PartProcess::isAlive));
  }

  private void await(BooleanSupplier condition, String failure) {
    require(
        Condition.holdsWithin(workshop.limits().signal(), workshop.limits().poll(), condition),
        failure);
  }

  private void require(boolean condition, String failure) {
    if (!condition) {
      throw new StackException("%s %s.".formatted(part.name(), failure));
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      throw new StackException("The pid file of %s can't be removed.".formatted(part.name()), e);
    }
  }
}
