// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One process of the stack, and all that can happen to it. Every method returns when its effect
 * shows: a started part answers, a killed one has left the process table, a paused one runs no
 * more.
 */
public abstract class Part {

  private static final int LOG_LINES_SHOWN = 15;

  private final String name;
  private final Workshop workshop;

  Part(String name, Workshop workshop) {
    this.name = name;
    this.workshop = workshop;
  }

  /** Its name in commands, files and messages. */
  public final String name() {
    return name;
  }

  /** The port of 127.0.0.1 it listens on. */
  public int port() {
    return workshop.ports().of(name);
  }

  /** Where its output goes. */
  public final Path log() {
    return workshop.state().log(name);
  }

  /** What the operating system says about it now. */
  public PartState state() {
    return process()
        .map(process -> process.isPaused() ? PartState.PAUSED : PartState.RUNNING)
        .orElse(PartState.STOPPED);
  }

  /** The process id, when it runs. */
  public final Optional<Long> pid() {
    return process().map(PartProcess::pid);
  }

  /** Whether it answers; a paused or starting part does not. */
  public abstract boolean isReady();

  /**
   * Starts it and returns when it answers. One that runs already is left alone; a paused one goes
   * on.
   */
  public synchronized void start() {
    switch (state()) {
      case PAUSED -> resume();
      case STOPPED -> launch();
      case RUNNING -> keepOrRenew();
      case EXTERNAL -> say("is external: " + address());
    }
    awaitReady(System.nanoTime());
  }

  /** Ends it in its own orderly way and waits until it has gone. */
  public synchronized void stop() {
    Optional<PartProcess> running = process();
    if (running.isPresent()) {
      PartProcess process = running.get();
      List<PartProcess> tree = process.tree();
      PartProcess.signal("CONT", tree); // A paused process would not notice the stop.
      PartProcess.signal(stopSignal(), List.of(process));
      if (!gone(tree, workshop.limits().stop())) {
        say("did not stop within %s and is killed".formatted(text(workshop.limits().stop())));
        kill();
      }
    }
    forget();
  }

  /**
   * Ends it and its children at once with SIGKILL: nothing is flushed, nothing is said to anybody.
   */
  public synchronized void kill() {
    Optional<PartProcess> running = process();
    if (running.isPresent()) {
      PartProcess process = running.get();
      // Held still first, so that it can't start a child which would be overlooked.
      PartProcess.signal("STOP", List.of(process));
      List<PartProcess> tree = process.tree();
      PartProcess.signal("KILL", tree);
      require(gone(tree, workshop.limits().signal()), "is still there after SIGKILL");
      // Its threads may outlive its entry in the process table, and keep its sockets open.
      await(() -> ports().stream().allMatch(Ports::isFree), "still has its ports after SIGKILL");
    }
    forget();
  }

  /** Freezes it with SIGSTOP: its connections stay open and nothing answers. */
  public synchronized void pause() {
    PartProcess process = requireProcess();
    PartProcess.signal("STOP", List.of(process));
    List<PartProcess> tree = process.tree();
    PartProcess.signal("STOP", tree);
    await(
        () -> tree.stream().allMatch(each -> each.isPaused() || !each.isAlive()), "did not pause");
  }

  /** Lets a paused part go on. */
  public synchronized void resume() {
    List<PartProcess> tree = requireProcess().tree();
    PartProcess.signal("CONT", tree);
    await(() -> tree.stream().noneMatch(PartProcess::isPaused), "did not resume");
  }

  /** Stops it in its orderly way and starts it on the same data and port. */
  public final synchronized void restart() {
    stop();
    start();
  }

  /** Kills it and removes its data, as if its disk were lost. It stays stopped. */
  public synchronized void wipe() {
    kill();
    StateDirectory.delete(workshop.state().data(name));
  }

  /** Where clients find it. */
  public abstract String address();

  /** Program, arguments and environment; called after {@link #prepare()}. */
  abstract Launch launchPlan();

  /** Makes what the process needs before it starts: directories, configuration, an empty store. */
  void prepare() {
    workshop.state().create(data());
  }

  /** Completes a part that answers, such as its databases and roles; repeated at each start. */
  void complete() {}

  String stopSignal() {
    return "TERM";
  }

  Duration startLimit() {
    return workshop.limits().partStart();
  }

  List<Integer> ports() {
    return List.of(port());
  }

  final Workshop workshop() {
    return workshop;
  }

  final Path data() {
    return workshop.state().data(name);
  }

  /** The build it runs from, where it has one; a newer one makes a running part outdated. */
  Optional<Path> build() {
    return Optional.empty();
  }

  private void keepOrRenew() {
    Path pidFile = workshop.state().pid(name);
    if (build()
        .filter(build -> build.toFile().lastModified() > pidFile.toFile().lastModified())
        .isPresent()) {
      say("runs an older build and is restarted");
      stop();
      launch();
    } else {
      say("is already running on 127.0.0.1:" + port());
    }
  }

  /** Fails when it is stopped and somebody else has a port of its. */
  final void requirePorts() {
    if (state() == PartState.STOPPED) {
      ports().forEach(port -> Ports.requireFree(name, port));
    }
  }

  private void launch() {
    requirePorts();
    workshop.ports().save();
    say("starts on 127.0.0.1:" + port());
    long begin = System.nanoTime();
    prepare();
    Launch plan = launchPlan();
    PartProcess process = PartProcess.start(plan.command(), plan.environment(), log());
    workshop.state().write(workshop.state().pid(name), process.asText());
    awaitReady(begin);
    say("is ready after %s".formatted(text(Duration.ofNanos(System.nanoTime() - begin))));
  }

  private void awaitReady(long begin) {
    boolean ended =
        Condition.holdsWithin(
            startLimit(),
            workshop.limits().poll(),
            () -> state() == PartState.STOPPED || isReady());
    if (state() == PartState.STOPPED) {
      forget();
      throw new StackException(
          "%s ended while starting; its log %s ends with:%n%s".formatted(name, log(), logTail()));
    }
    if (!ended) {
      throw new StackException(
          "%s does not answer at %s after %s; its log %s ends with:%n%s"
              .formatted(name, address(), elapsed(begin), log(), logTail()));
    }
    complete();
  }

  private Optional<PartProcess> process() {
    return PartProcess.find(workshop.state().pid(name));
  }

  private PartProcess requireProcess() {
    return process().orElseThrow(() -> new StackException("%s is not running.".formatted(name)));
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
      throw new StackException("%s %s.".formatted(name, failure));
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(workshop.state().pid(name));
    } catch (IOException e) {
      throw new StackException("The pid file of %s can't be removed.".formatted(name), e);
    }
  }

  /** The end of its log, for a person who has to find out why it does not run. */
  final String logTail() {
    try {
      // Not readString: a process that was killed may leave half a character behind.
      String log = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
      List<String> lines = log.lines().toList();
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(no log)";
    }
  }

  final void say(String what) {
    workshop.progress().accept("%-10s %s".formatted(name, what));
  }

  private static String elapsed(long begin) {
    return text(Duration.ofNanos(System.nanoTime() - begin));
  }

  private static String text(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
