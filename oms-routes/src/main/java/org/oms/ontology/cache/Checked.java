// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.oms.ontology.terminusdb.TerminusDbException;

/**
 * A value in memory that is checked again after a while, by one caller at a time. The others go on
 * with what there is, unless it is too old; then they wait for the check, but not for ever. When
 * the store can't be asked, the last known value goes on being served, and is called stale.
 */
final class Checked<T> {

  private static final Logger LOG = Logger.getLogger(Checked.class);

  /** How long a value is believed without a check, and how old it may be while somebody checks. */
  record Limits(Duration recheck, Duration ageMax) {}

  private final String name;
  private final Limits limits;
  private final ReentrantLock checking = new ReentrantLock();
  private final AtomicReference<Known<T>> known = new AtomicReference<>();

  /** A value, when it was last checked, and when the store last agreed to it. */
  private record Known<T>(T value, long checkedNanos, long agreedNanos, boolean stale) {

    static <T> Known<T> agreed(T value) {
      long now = System.nanoTime();
      return new Known<>(value, now, now, false);
    }

    Known<T> unchecked() {
      return new Known<>(value, System.nanoTime(), agreedNanos, true);
    }
  }

  Checked(String name, Limits limits) {
    this.name = name;
    this.limits = limits;
  }

  /** The value, however old; empty when there is none yet. */
  Optional<T> value() {
    return Optional.ofNullable(known.get()).map(Known::value);
  }

  /** Whether the value was served although the store could not be asked for a newer one. */
  boolean isStale() {
    Known<T> now = known.get();
    return now != null && now.stale();
  }

  /** The value is this now: whoever says so has just written it. */
  void set(T value) {
    known.set(Known.agreed(value));
  }

  /**
   * The value, read again when it is time to.
   *
   * @throws TerminusDbException when it can't be read and never was, or when there is no such thing
   */
  T get(Supplier<T> read) {
    Known<T> now = known.get();
    if (isBelieved(now)) {
      return now.value();
    }
    if (!takeTurn(now)) {
      return known.get().value();
    }
    try {
      now = known.get();
      if (!isBelieved(now)) {
        check(now, read);
      }
      return known.get().value();
    } finally {
      checking.unlock();
    }
  }

  private boolean isBelieved(Known<T> now) {
    return now != null && younger(now.checkedNanos(), limits.recheck());
  }

  /** Whether this caller is to check; returns false when it can do with what there is. */
  private boolean takeTurn(Known<T> now) {
    if (now == null) {
      checking.lock();
      return true;
    }
    if (now.stale() || younger(now.agreedNanos(), limits.ageMax())) {
      return checking.tryLock();
    }
    try {
      if (checking.tryLock(limits.ageMax().toNanos(), TimeUnit.NANOSECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    known.compareAndSet(now, now.unchecked());
    return false;
  }

  /** A commit of this instance may come between; it is newer than what was asked for, and stays. */
  private void check(Known<T> before, Supplier<T> read) {
    try {
      known.compareAndSet(before, Known.agreed(read.get()));
    } catch (TerminusDbException.NotFound e) {
      throw e;
    } catch (TerminusDbException e) {
      if (before == null) {
        throw e;
      }
      if (!before.stale()) {
        LOG.warnf("Serving %s from memory, maybe stale: %s", name, e.getMessage());
      }
      known.compareAndSet(before, before.unchecked());
    }
  }

  private static boolean younger(long sinceNanos, Duration age) {
    return System.nanoTime() - sinceNanos < age.toNanos();
  }
}
