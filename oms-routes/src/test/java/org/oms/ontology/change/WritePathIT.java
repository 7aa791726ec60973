// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.request.WriteOutcome;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.WriteRequest;
import org.oms.ontology.terminusdb.TerminusDb;

/** A write is committed with its event, or not at all, whatever happens in between. */
@QuarkusTest
@WithTestResource(RealParts.class)
class WritePathIT extends OnRealStores {

  @Inject ProducerTemplate template;

  @Test
  void write_isReadableAndItsEventIsConfirmed() {
    WriteOutcome outcome =
        template.requestBody("direct:commitChange", TestWrites.create("Plain"), WriteOutcome.class);

    String commit = outcome.commit().orElseThrow();
    assertThat(terminusDb.loadCommit("main", commit).find(Kind.OBJECT_TYPE, "Plain"))
        .hasValueSatisfying(read -> assertThat(read.body()).isEqualTo(outcome.answer().body()));
    assertThat(states.head("main").find(Kind.OBJECT_TYPE, "Plain")).isPresent();
    assertThat(
            database.column(
                "select event ->> 'sequence' || ' ' || (event ->> 'commit') || ' ' || (event ->"
                    + " 'data' -> 'changes' ->> 'commitAfter') from outbox_events where event ->"
                    + " 'data' -> 'target' ->> 'resourceName' = 'Plain'"))
        .containsExactly("1 " + commit + " " + commit);
    assertThat(
            database.column(
                "select body ->> 'apiName' from resource_versions where api_name = 'Plain'"))
        .containsExactly("Plain");
  }

  @Test
  void concurrentWrites_shareCommits_andSequencesHaveNoGap() throws Exception {
    pipeline.commitChange(TestWrites.create("Busy"));
    ExecutorService clients = Executors.newFixedThreadPool(50);
    try {
      List<Future<WriteOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        WriteRequest write =
            i % 2 == 0
                ? TestWrites.create("Concurrent" + i)
                : TestWrites.rename("Busy", "name " + i);
        outcomes.add(clients.submit(() -> pipeline.commitChange(write)));
      }
      List<String> commits = new ArrayList<>();
      for (Future<WriteOutcome> outcome : outcomes) {
        commits.add(outcome.get(60, TimeUnit.SECONDS).commit().orElseThrow());
      }
      assertThat(commits.stream().distinct().count()).isBetween(50L, 99L);
    } finally {
      clients.shutdownNow();
    }
    assertThat(
            database.column(
                "select sequence from outbox_events where event -> 'data' -> 'target' ->>"
                    + " 'resourceName' = 'Busy' order by ready"))
        .isEqualTo(IntStream.rangeClosed(1, 51).mapToObj(String::valueOf).toList());
    assertThat(
            terminusDb.loadBranch("main").find(Kind.OBJECT_TYPE, "Busy").orElseThrow().revision())
        .isEqualTo(51);
  }

  @Test
  void refusedMember_failsAlone() throws Exception {
    pipeline.commitChange(TestWrites.create("Taken"));
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try {
      Future<WriteOutcome> good =
          clients.submit(() -> pipeline.commitChange(TestWrites.create("NotTaken")));
      Future<WriteOutcome> bad =
          clients.submit(() -> pipeline.commitChange(TestWrites.create("Taken")));
      assertThat(good.get(20, TimeUnit.SECONDS).commit()).isPresent();
      assertThatThrownBy(() -> bad.get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(ProblemException.class);
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void sameIdempotencyKey_getsTheSameAnswer_andAnotherRequestIsRefused() {
    var key = Optional.of(new RequestContext.IdempotencyKey("key-1", "hash-1"));
    WriteOutcome first = pipeline.commitChange(TestWrites.create("Once", key));
    WriteOutcome second = pipeline.commitChange(TestWrites.create("Once", key));

    assertThat(second.replayed()).isTrue();
    assertThat(second.commit()).isEqualTo(first.commit());
    assertThat(second.answer().body().toString()).isEqualTo(first.answer().body().toString());
    assertThat(second.answer().headers()).isEqualTo(first.answer().headers());
    var other = Optional.of(new RequestContext.IdempotencyKey("key-1", "hash-2"));
    assertThatThrownBy(() -> pipeline.commitChange(TestWrites.create("Other", other)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(422));
  }

  @Test
  void pausedHolder_canNotCommitAfterTheTakeOver() throws Exception {
    CountDownLatch intended = new CountDownLatch(1);
    CountDownLatch resume = new CountDownLatch(1);
    ChangePipeline paused = instance("paused", Between.INTENT_AND_COMMIT, intended, resume);
    ChangePipeline other = instance("other", Between.NOTHING, null, null);
    ExecutorService client = Executors.newSingleThreadExecutor();
    try {
      Future<WriteOutcome> late =
          client.submit(() -> paused.commitChange(TestWrites.create("Late")));
      assertThat(intended.await(20, TimeUnit.SECONDS)).isTrue();
      String message =
          database
              .column(
                  "select message from outbox_events where confirmed_at is null and abandoned_at is"
                      + " null")
              .get(0);

      WriteOutcome taken = other.commitChange(TestWrites.create("AfterTakeOver"));
      resume.countDown();

      // The paused one notices, takes its turn behind the other, and commits anew.
      assertThat(late.get(30, TimeUnit.SECONDS).commit()).isPresent();
      assertThat(taken.commit()).isPresent();
      assertThat(terminusDb.findCommitByMessage(TerminusDb.ONTOLOGY, message)).isEmpty();
      assertThat(
              database.column(
                  "select abandoned_at is not null from outbox_events where message = ?", message))
          .containsExactly("t");
    } finally {
      client.shutdownNow();
    }
    assertNoOpenIntent();
  }

  @Test
  void writeThatWaitedWhileTheLockCame_isRefused() throws Exception {
    CountDownLatch intended = new CountDownLatch(1);
    CountDownLatch resume = new CountDownLatch(1);
    ChangePipeline busy = instance("busy", Between.INTENT_AND_COMMIT, intended, resume);
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try {
      Future<WriteOutcome> before =
          clients.submit(() -> busy.commitChange(TestWrites.create("BeforeTheLock")));
      assertThat(intended.await(20, TimeUnit.SECONDS)).isTrue();
      Future<WriteOutcome> locking = clients.submit(() -> busy.commitLock(TestWrites.freezeMain()));
      await().atMost(Duration.ofSeconds(20)).until(() -> busy.waiting() == 1);
      Future<WriteOutcome> after =
          clients.submit(() -> busy.commitChange(TestWrites.create("AfterTheLock")));
      await().atMost(Duration.ofSeconds(20)).until(() -> busy.waiting() == 2);
      resume.countDown();

      assertThat(before.get(30, TimeUnit.SECONDS).commit()).isPresent();
      WriteOutcome lock = locking.get(30, TimeUnit.SECONDS);
      assertThatThrownBy(() -> after.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ProblemException.class)
          .hasMessageContaining("schema-frozen");
      // Another instance, which never heard of the lock, sees it too.
      ChangePipeline other = instance("sees-the-lock", Between.NOTHING, null, null);
      assertThatThrownBy(() -> other.commitChange(TestWrites.create("ElsewhereFrozen")))
          .hasMessageContaining("schema-frozen");

      other.commitLock(TestWrites.unfreeze(lock.answer().body().path("id").asText()));
      assertThat(busy.commitChange(TestWrites.create("AfterTheRelease")).commit()).isPresent();
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void killedAfterTheCommit_isConfirmedByTheNext() {
    ChangePipeline killed = instance("killed-1", Between.COMMIT_AND_CONFIRM, null, null);
    assertThatThrownBy(() -> killed.commitChange(TestWrites.create("Committed")))
        .isInstanceOf(KilledError.class);

    pipeline.commitChange(TestWrites.create("AfterCommitted"));

    assertNoOpenIntent();
    assertThat(
            database.column(
                "select commit_id is not null and success and sequence = 1 from outbox_events where"
                    + " event -> 'data' -> 'target' ->> 'resourceName' = 'Committed'"))
        .containsExactly("t");
    assertThat(states.head("main").find(Kind.OBJECT_TYPE, "Committed")).isPresent();
  }

  @Test
  void killedBeforeTheCommit_isAbandoned_evenIfNoWriteComes() {
    ChangePipeline killed = instance("killed-2", Between.INTENT_AND_COMMIT, null, null);
    assertThatThrownBy(() -> killed.commitChange(TestWrites.create("NeverCommitted")))
        .isInstanceOf(KilledError.class);

    await().atMost(Duration.ofSeconds(20)).untilAsserted(this::assertNoOpenIntent);
    assertThat(
            database.column(
                "select abandoned_at is not null from outbox_events where event -> 'data' ->"
                    + " 'target' ->> 'resourceName' = 'NeverCommitted'"))
        .containsExactly("t");
  }

  @Test
  void aJointCommitThatIsRefused_isMadeOneByOne_andOnlyTheGuiltyWriteFails() throws Exception {
    WriteOutcome taken = pipeline.commitChange(TestWrites.create("TakenRid"));
    String rid = taken.answer().body().path("rid").asText();
    // Another instance commits just now: one write waits for it, the others for that one.
    database.execute(
        "update leases set holder = 'another', token = token + 1,"
            + " expires_at = clock_timestamp() + interval '1 minute' where name = 'commit'");
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      Future<WriteOutcome> first =
          clients.submit(() -> pipeline.commitChange(TestWrites.create("JointFirst")));
      await().atMost(Duration.ofSeconds(10)).until(() -> leaseIsWanted());
      Future<WriteOutcome> good =
          clients.submit(() -> pipeline.commitChange(TestWrites.create("JointGood")));
      await().atMost(Duration.ofSeconds(10)).until(() -> pipeline.waiting() == 1);
      Future<WriteOutcome> guilty =
          clients.submit(() -> pipeline.commitChange(TestWrites.create("JointGuilty", rid)));
      await().atMost(Duration.ofSeconds(10)).until(() -> pipeline.waiting() == 2);
      Future<WriteOutcome> alsoGood =
          clients.submit(() -> pipeline.commitChange(TestWrites.create("JointAlsoGood")));
      await().atMost(Duration.ofSeconds(10)).until(() -> pipeline.waiting() == 3);
      database.execute("update leases set expires_at = clock_timestamp() where name = 'commit'");

      assertThat(first.get(30, TimeUnit.SECONDS).commit()).isPresent();
      assertThat(good.get(30, TimeUnit.SECONDS).commit()).isPresent();
      assertThat(alsoGood.get(30, TimeUnit.SECONDS).commit()).isPresent();
      assertThatThrownBy(() -> guilty.get(30, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo("store-refused"));
    } finally {
      clients.shutdownNow();
    }
    assertThat(
            database.column(
                "select event -> 'data' -> 'target' ->> 'resourceName' || ' ' || (confirmed_at is not null)"
                    + " || ' ' || (message like 'group=%') from outbox_events where event -> 'data'"
                    + " -> 'target' ->> 'resourceName' like 'Joint%' order by intended_at, position"))
        .containsExactly(
            "JointFirst true false",
            "JointGood false true",
            "JointGuilty false true",
            "JointAlsoGood false true",
            "JointGood true false",
            "JointGuilty false false",
            "JointAlsoGood true false");
    assertNoOpenIntent();
    BranchState state = terminusDb.loadBranch("main");
    assertThat(state.find(Kind.OBJECT_TYPE, "JointGood")).isPresent();
    assertThat(state.find(Kind.OBJECT_TYPE, "JointAlsoGood")).isPresent();
    assertThat(state.find(Kind.OBJECT_TYPE, "JointGuilty")).isEmpty();
  }

  private boolean leaseIsWanted() {
    return database
        .column("select wanted_at is not null from leases where name = 'commit'")
        .contains("t");
  }

  @Test
  void aMaskedField_isInNoEvent_butInTheResource() {
    Events masking =
        new Events(
            Clock.systemUTC(),
            Set.of("displayName", "isRequired"),
            new Events.Limits(1_000_000, 10_000_000));
    ChangePipeline masked = instance("masked", masking);
    WriteOutcome made = masked.commitChange(TestWrites.create("Masked"));

    assertThat(made.answer().body().path("displayName").asText()).contains("Masked");
    assertThat(states.head("main").find(Kind.OBJECT_TYPE, "Masked"))
        .hasValueSatisfying(read -> assertThat(read.body()).isEqualTo(made.answer().body()));
    String after = "event -> 'data' -> 'changes' -> 'after' -> ";
    assertThat(
            database.column(
                "select ("
                    + after
                    + "'displayName')::text || ("
                    + after
                    + "'properties' -> 9 -> 'isRequired') || ("
                    + after
                    + "'properties' -> 9 -> 'dataType') from outbox_events where"
                    + " event -> 'data' -> 'target' ->> 'resourceName' = 'Masked'"))
        .containsExactly("\"***\"\"***\"\"string\"");
  }

  @Test
  void aWriteWhoseEventsAreTooLargeForACommit_isRefused() {
    Events narrow = new Events(Clock.systemUTC(), Set.of(), new Events.Limits(1_000_000, 1_000));

    assertThatThrownBy(() -> instance("narrow", narrow).commitChange(TestWrites.create("Wide")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("change-too-large"));
    assertThat(terminusDb.loadBranch("main").find(Kind.OBJECT_TYPE, "Wide")).isEmpty();
  }

  @Test
  void writesWhoseEventsAreTooLargeForOneCommit_areMadeInSeveral() throws Exception {
    Events narrow = new Events(Clock.systemUTC(), Set.of(), new Events.Limits(1_000_000, 5_000));
    ChangePipeline pipelineOfFew = instance("few", narrow);
    ExecutorService clients = Executors.newFixedThreadPool(12);
    try {
      List<Future<WriteOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        WriteRequest write = TestWrites.create("Few" + i);
        outcomes.add(clients.submit(() -> pipelineOfFew.commitChange(write)));
      }
      Map<String, Long> writesOfCommits = new HashMap<>();
      for (Future<WriteOutcome> outcome : outcomes) {
        writesOfCommits.merge(
            outcome.get(60, TimeUnit.SECONDS).commit().orElseThrow(), 1L, Long::sum);
      }
      assertThat(writesOfCommits.values()).allMatch(writes -> writes <= 2);
    } finally {
      clients.shutdownNow();
    }
  }

  private void assertNoOpenIntent() {
    assertThat(
            database.column(
                "select count(*) from outbox_events where confirmed_at is null and abandoned_at is"
                    + " null"))
        .containsExactly("0");
  }

  /** Where an instance stops: for ever (killed), or until it is resumed. */
  private enum Between {
    NOTHING,
    INTENT_AND_COMMIT,
    COMMIT_AND_CONFIRM
  }

  /** Another instance of the service, with a lease of one second. */
  private ChangePipeline instance(String holder, Events itsEvents) {
    return instance(holder, Between.NOTHING, null, null, itsEvents);
  }

  private ChangePipeline instance(
      String holder, Between stop, CountDownLatch stopped, CountDownLatch resume) {
    return instance(holder, stop, stopped, resume, events);
  }

  private ChangePipeline instance(
      String holder,
      Between stop,
      CountDownLatch stopped,
      CountDownLatch resume,
      Events itsEvents) {
    ChangePipeline[] self = new ChangePipeline[1];
    boolean[] first = {true};
    self[0] =
        new ChangePipeline(
            statements,
            terminusDb,
            states,
            itsEvents,
            group -> {
              CommitSteps steps = self[0].steps();
              steps.intend(group);
              stop(stop == Between.INTENT_AND_COMMIT && first[0], stopped, resume);
              first[0] = false;
              steps.commit(group);
              stop(stop == Between.COMMIT_AND_CONFIRM, stopped, resume);
              steps.confirm(group);
            },
            () -> {},
            meters,
            settings(holder));
    return self[0];
  }

  private static void stop(boolean here, CountDownLatch stopped, CountDownLatch resume) {
    if (!here) {
      return;
    }
    if (resume == null) {
      throw new KilledError();
    }
    stopped.countDown();
    try {
      assertThat(resume.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
