// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets writes that arrive while a commit is in flight share the next one. There is no thread of its
 * own and no timer: the first writer leads, runs groups until its own write is done, and hands the
 * lead to a writer that waits. Lanes (branches) take turns, so a busy one starves nobody.
 *
 * @param <W> a write
 * @param <R> what its caller gets
 */
public final class GroupCommit<W, R> {

  /** Commits a group. */
  @FunctionalInterface
  public interface Runner<W, R> {

    /**
     * Settles each member, or leaves it unsettled to be in a later group; at least the first must
     * be settled.
     */
    void run(String lane, List<Member<W, R>> group);
  }

  /** Limits: how many may wait, for how long, and how many share a commit. */
  public record Limits(int waitingMax, Duration waitMax, int groupMax) {}

  /** Too many writes wait already; nothing was done. */
  public static final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** No commit took this write in time; nothing was done and nothing will be. */
  public static final class WaitedTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, ArrayDeque<Member<W, R>>> lanes = new LinkedHashMap<>();
  private final Runner<W, R> runner;
  private final Limits limits;
  private int waiting;
  private boolean led;

  public GroupCommit(Runner<W, R> runner, Limits limits) {
    this.runner = runner;
    this.limits = limits;
  }

  /** Blocks until the write is settled; throws what it was settled with when that is an error. */
  public R submit(String lane, W write) {
    Member<W, R> member = new Member<>(write, lock.newCondition());
    if (enqueue(lane, member)) {
      lead(member);
    }
    return member.outcome();
  }

  /** How many writes wait for a commit. */
  public int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the member is settled (false) or has to lead (true). */
  private boolean enqueue(String lane, Member<W, R> member) {
    lock.lock();
    try {
      if (waiting >= limits.waitingMax()) {
        throw new QueueFullException();
      }
      lanes.computeIfAbsent(lane, key -> new ArrayDeque<>()).add(member);
      waiting++;
      if (!led) {
        led = true;
        return true;
      }
      awaitTurn(lane, member);
      return member.leads;
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn(String lane, Member<W, R> member) {
    long nanosLeft = limits.waitMax().toNanos();
    boolean interrupted = false;
    while (!member.settled && !member.leads) {
      if (member.taken) {
        // Its commit is in flight; the runner has limits of its own.
        member.changed.awaitUninterruptibly();
      } else if (nanosLeft > 0 && !interrupted) {
        try {
          nanosLeft = member.changed.awaitNanos(nanosLeft);
        } catch (InterruptedException e) {
          interrupted = true;
          Thread.currentThread().interrupt();
        }
      } else {
        remove(lane, member);
        throw new WaitedTooLongException();
      }
    }
  }

  private void remove(String lane, Member<W, R> member) {
    ArrayDeque<Member<W, R>> queue = lanes.get(lane);
    if (queue.remove(member)) {
      waiting--;
    }
    if (queue.isEmpty()) {
      lanes.remove(lane);
    }
  }

  private void lead(Member<W, R> self) {
    try {
      while (!self.settled) {
        runNextGroup();
      }
    } finally {
      handOver();
    }
  }

  private void runNextGroup() {
    List<Member<W, R>> group = new ArrayList<>();
    String lane = takeGroup(group);
    try {
      runner.run(lane, List.copyOf(group));
      if (!group.get(0).settled) {
        group.get(0).fail(new IllegalStateException("The group left its first member unsettled"));
      }
    } catch (RuntimeException | Error e) {
      group.stream().filter(member -> !member.settled).forEach(member -> member.fail(e));
    } finally {
      returnUnsettled(lane, group);
    }
  }

  private String takeGroup(List<Member<W, R>> group) {
    lock.lock();
    try {
      String lane = lanes.keySet().iterator().next();
      ArrayDeque<Member<W, R>> queue = lanes.remove(lane);
      while (!queue.isEmpty() && group.size() < limits.groupMax()) {
        Member<W, R> member = queue.remove();
        member.taken = true;
        group.add(member);
        waiting--;
      }
      if (!queue.isEmpty()) {
        lanes.put(lane, queue); // Behind the other lanes.
      }
      return lane;
    } finally {
      lock.unlock();
    }
  }

  private void returnUnsettled(String lane, List<Member<W, R>> group) {
    lock.lock();
    try {
      List<Member<W, R>> left = group.stream().filter(member -> !member.settled).toList();
      if (!left.isEmpty()) {
        ArrayDeque<Member<W, R>> queue = lanes.computeIfAbsent(lane, key -> new ArrayDeque<>());
        for (int i = left.size() - 1; i >= 0; i--) {
          left.get(i).taken = false;
          queue.addFirst(left.get(i));
          waiting++;
        }
      }
      group.forEach(member -> member.changed.signal());
    } finally {
      lock.unlock();
    }
  }

  private void handOver() {
    lock.lock();
    try {
      if (lanes.isEmpty()) {
        led = false;
      } else {
        Member<W, R> next = lanes.values().iterator().next().element();
        next.leads = true;
        next.changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** One write among those that share a commit. */
  public static final class Member<W, R> {
    private final W write;
    private final Condition changed;
    // Written by the leader and read by the waiter, always with the lock between.
    private boolean taken;
    private boolean leads;
    private volatile boolean settled;
    private R result;
    private Throwable failure;

    private Member(W write, Condition changed) {
      this.write = write;
      this.changed = changed;
    }

    public W write() {
      return write;
    }

    public boolean settled() {
      return settled;
    }

    public void succeed(R outcome) {
      result = outcome;
      settled = true;
    }

    public void fail(Throwable cause) {
      failure = cause;
      settled = true;
    }

    private R outcome() {
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      return result;
    }
  }
}
