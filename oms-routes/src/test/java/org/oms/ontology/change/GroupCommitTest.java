// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.oms.ontology.change.GroupCommit.Limits;
import org.oms.ontology.change.GroupCommit.Member;

class GroupCommitTest {

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final Semaphore commits = new Semaphore(0);
  private final List<String> groups = new CopyOnWriteArrayList<>();
  private final AtomicInteger inFlight = new AtomicInteger();

  @AfterEach
  void stop() {
    commits.release(1_000_000);
    clients.shutdownNow();
  }

  @Test
  void loneWrite_isCommittedByItsOwnThread() {
    Thread[] runner = new Thread[1];
    GroupCommit<String, String> commit =
        new GroupCommit<>(
            (lane, group) -> {
              runner[0] = Thread.currentThread();
              group.forEach(member -> member.succeed(member.write()));
            },
            limits());
    assertThat(commit.submit("main", "a")).isEqualTo("a");
    assertThat(runner[0]).isSameAs(Thread.currentThread());
  }

  @Test
  void writesThatArriveDuringACommit_shareTheNext() throws Exception {
    GroupCommit<String, String> commit = new GroupCommit<>(this::record, limits());
    Future<String> first = submit(commit, "main", "a");
    await().until(() -> inFlight.get() == 1);
    Future<String> second = submit(commit, "main", "b");
    await().until(() -> commit.waiting() == 1);
    Future<String> third = submit(commit, "main", "c");
    await().until(() -> commit.waiting() == 2);

    commits.release(2);

    assertThat(List.of(get(first), get(second), get(third))).containsExactly("a", "b", "c");
    assertThat(groups).containsExactly("main[a]", "main[b, c]");
  }

  @Test
  void branchesTakeTurns_andOneCommitIsInFlightAtATime() throws Exception {
    GroupCommit<String, String> commit =
        new GroupCommit<>(this::record, new Limits(100, Duration.ofSeconds(10), 2));
    List<Future<String>> all = new ArrayList<>();
    all.add(submit(commit, "busy", "first"));
    await().until(() -> inFlight.get() == 1);
    for (int i = 0; i < 6; i++) {
      all.add(submit(commit, "busy", "b" + i));
      int waiting = i + 1;
      await().until(() -> commit.waiting() == waiting);
    }
    all.add(submit(commit, "quiet", "q"));
    await().until(() -> commit.waiting() == 7);

    commits.release(100);
    for (Future<String> future : all) {
      get(future);
    }

    assertThat(groups)
        .containsExactly("busy[first]", "busy[b0, b1]", "quiet[q]", "busy[b2, b3]", "busy[b4, b5]");
  }

  @Test
  void memberLeftUnsettled_isFirstInTheNextGroup() throws Exception {
    GroupCommit<String, String> commit =
        new GroupCommit<>(
            (lane, group) -> {
              commits.acquireUninterruptibly();
              groups.add(names(group));
              group.get(0).succeed(group.get(0).write());
            },
            limits());
    Future<String> first = submit(commit, "main", "a");
    await().until(() -> commits.hasQueuedThreads());
    List<Future<String>> rest = new ArrayList<>();
    for (String name : List.of("b", "c", "d")) {
      rest.add(submit(commit, "main", name));
      await().until(() -> commit.waiting() == rest.size());
    }
    commits.release(100);
    get(first);
    for (Future<String> future : rest) {
      get(future);
    }
    assertThat(groups).containsExactly("[a]", "[b, c, d]", "[c, d]", "[d]");
  }

  @Test
  void failingRunner_failsItsGroupAlone() throws Exception {
    GroupCommit<String, String> commit =
        new GroupCommit<>(
            (lane, group) -> {
              if (lane.equals("bad")) {
                throw new IllegalArgumentException("bad");
              }
              group.forEach(member -> member.succeed("done"));
            },
            limits());
    assertThatThrownBy(() -> commit.submit("bad", "a")).hasMessage("bad");
    assertThat(commit.submit("good", "b")).isEqualTo("done");
  }

  @Test
  void fullQueue_refusesAtOnce_andALongWaitIsRefusedWithoutACommit() throws Exception {
    GroupCommit<String, String> commit =
        new GroupCommit<>(this::record, new Limits(1, Duration.ofMillis(200), 10));
    Future<String> first = submit(commit, "main", "a");
    await().until(() -> inFlight.get() == 1);
    Future<String> second = submit(commit, "main", "b");
    await().until(() -> commit.waiting() == 1);

    assertThatThrownBy(() -> commit.submit("main", "c"))
        .isInstanceOf(GroupCommit.QueueFullException.class);
    assertThatThrownBy(() -> get(second))
        .hasCauseInstanceOf(GroupCommit.WaitedTooLongException.class);
    commits.release(10);
    get(first);
    assertThat(commit.submit("main", "d")).isEqualTo("d");
    assertThat(groups).containsExactly("main[a]", "main[d]");
  }

  @Test
  void manyWriters_allGetTheirOwnAnswer() throws Exception {
    AtomicInteger running = new AtomicInteger();
    GroupCommit<Integer, Integer> commit =
        new GroupCommit<>(
            (lane, group) -> {
              assertThat(running.incrementAndGet()).isEqualTo(1);
              group.forEach(member -> member.succeed(-member.write()));
              running.decrementAndGet();
            },
            limits());
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int number = i;
      all.add(clients.submit(() -> commit.submit("lane" + number % 3, number) == -number));
    }
    for (Future<Boolean> future : all) {
      assertThat(future.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(commit.waiting()).isZero();
  }

  private void record(String lane, List<Member<String, String>> group) {
    assertThat(inFlight.incrementAndGet()).isEqualTo(1);
    commits.acquireUninterruptibly();
    groups.add(lane + names(group));
    inFlight.decrementAndGet();
    group.forEach(member -> member.succeed(member.write()));
  }

  private static String names(List<Member<String, String>> group) {
    return group.stream().map(Member::write).toList().toString();
  }

  private Future<String> submit(GroupCommit<String, String> commit, String lane, String write) {
    return clients.submit(() -> commit.submit(lane, write));
  }

  private static String get(Future<String> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private static Limits limits() {
    return new Limits(10_000, Duration.ofSeconds(20), 1000);
  }
}
