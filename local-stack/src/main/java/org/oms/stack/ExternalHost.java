// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A part that somebody else runs: it is used, and nothing happens to it from here. */
final class ExternalHost implements PartHost {

  private final String name;

  ExternalHost(String name) {
    this.name = name;
  }

  @Override
  public PartState state() {
    return PartState.EXTERNAL;
  }

  @Override
  public Optional<Long> pid() {
    return Optional.empty();
  }

  @Override
  public void requireLaunchable() {}

  @Override
  public void launch() {
    throw refusal("started");
  }

  @Override
  public OptionalInt exitCode() {
    return OptionalInt.empty();
  }

  @Override
  public boolean isOutdated() {
    return false;
  }

  /** It is not the stack's, so it goes on when the stack stops. */
  @Override
  public void stop() {}

  @Override
  public void kill() {
    throw refusal("killed");
  }

  @Override
  public void pause() {
    throw refusal("paused");
  }

  @Override
  public void resume() {
    throw refusal("resumed");
  }

  @Override
  public void wipe() {
    throw refusal("wiped");
  }

  @Override
  public List<String> logLines() {
    throw refusal("listened to");
  }

  @Override
  public String logTail() {
    return "its log is where it runs";
  }

  private StackException refusal(String what) {
    return new StackException("%s is external, so it can't be %s from here.".formatted(name, what));
  }
}
