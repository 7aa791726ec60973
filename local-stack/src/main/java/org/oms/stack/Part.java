// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One process or container of the stack, and all that can happen to it. Every method returns when
 * its effect shows: a started part answers, a killed one has left the process table, a paused one
 * runs no more.
 */
public abstract class Part {

  private final String name;
  private final Workshop workshop;
  private volatile Optional<Process> launched = Optional.empty();

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

  /** What the operating system or Docker says about it now. */
  public final PartState state() {
    return host().state();
  }

  /** The process id, when it runs. */
  public final Optional<Long> pid() {
    return host().pid();
  }

  /** How it ended, when this program started it and it has ended: 0, or 128 + a signal's number. */
  public final OptionalInt exitCode() {
    return state() == PartState.STOPPED ? host().exitCode() : OptionalInt.empty();
  }

  /** What it has said since it was made. */
  public final List<String> logLines() {
    return host().logLines();
  }

  final void launched(Process process) {
    launched = Optional.of(process);
  }

  /** The process this program started, whatever became of it. */
  final Optional<Process> launched() {
    return launched;
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
  public final synchronized void stop() {
    host().stop();
  }

  /**
   * Ends it and its children at once with SIGKILL: nothing is flushed, nothing is said to anybody.
   */
  public final synchronized void kill() {
    host().kill();
  }

  /** Freezes it: its connections stay open and nothing answers. */
  public final synchronized void pause() {
    host().pause();
  }

  /** Lets a paused part go on. */
  public final synchronized void resume() {
    host().resume();
  }

  /** Stops it in its orderly way and starts it on the same data and port. */
  public final synchronized void restart() {
    stop();
    start();
  }

  /** Kills it and removes its data, as if its disk were lost. It stays stopped. */
  public final synchronized void wipe() {
    host().wipe();
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

  /** What runs it. */
  PartHost host() {
    return switch (workshop.where()) {
      case LOCAL -> new ProcessHost(this, workshop);
      case COMPOSE -> new ContainerHost(this, workshop);
      case EXTERNAL -> new ExternalHost(name);
    };
  }

  /** The address that the environment names, where somebody else runs the stack. */
  final Optional<String> external(String variable) {
    if (workshop.where() != LocalStack.Where.EXTERNAL) {
      return Optional.empty();
    }
    String address = System.getenv(variable);
    if (address == null || address.isBlank()) {
      throw new StackException(
          "The stack is external, and the environment has no %s.".formatted(variable));
    }
    return Optional.of(address);
  }

  private void keepOrRenew() {
    if (host().isOutdated()) {
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
      host().requireLaunchable();
    }
  }

  private void launch() {
    requirePorts();
    workshop.ports().save();
    say("starts on 127.0.0.1:" + port());
    long begin = System.nanoTime();
    host().launch();
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
      stop(); // Forgets what is left of it.
      throw new StackException("%s ended while starting; %s".formatted(name, host().logTail()));
    }
    if (!ended) {
      throw new StackException(
          "%s does not answer at %s after %s; %s"
              .formatted(name, address(), elapsed(begin), host().logTail()));
    }
    complete();
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
