// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.branch.BranchRecords;
import org.oms.ontology.branch.CreateBranch;
import org.oms.ontology.branch.DeleteBranch;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.request.WriteOutcome;
import org.oms.ontology.terminusdb.TerminusCall;
import org.oms.ontology.terminusdb.TerminusDb;
import org.oms.ontology.terminusdb.TerminusRequest;

/** A branch, its record and its event are all there or all gone, wherever an instance is killed. */
@QuarkusTest
@WithTestResource(RealParts.class)
class BranchRecordIT extends OnRealStores {

  @Inject TerminusCall terminusCall;
  @Inject BranchRecords records;

  private String branch;

  @BeforeEach
  void nameBranch() {
    branch = "b" + UUID.randomUUID();
  }

  @Test
  void aBranch_isMadeAndDeleted_withItsRecordAndItsEvents() {
    WriteOutcome made = pipeline.commitBranchRecord(create());
    assertThat(made.commit()).isPresent();
    assertThat(terminusDb.branches()).contains(branch);
    assertThat(records.all()).containsKey(branch);

    pipeline.commitBranchRecord(delete());
    assertThat(terminusDb.branches()).doesNotContain(branch);
    assertThat(records.all()).doesNotContainKey(branch);
    assertThat(eventsOfBranch()).containsExactly("branch.create 1", "branch.delete 2");
  }

  @Test
  void killedBetweenTheBranchAndItsRecord_leavesNeither() {
    ChangePipeline killed = killedBefore(BranchRecordIT::isRecord);
    assertThatThrownBy(() -> killed.commitBranchRecord(create())).isInstanceOf(KilledError.class);
    assertThat(terminusDb.branches()).contains(branch);

    awaitNoOpenIntent();

    awaitBranchIsGone();
    assertThat(records.all()).doesNotContainKey(branch);
    assertThat(eventsOfBranch()).isEmpty();
    pipeline.commitBranchRecord(create());
    assertThat(eventsOfBranch()).containsExactly("branch.create 1");
  }

  @Test
  void killedBetweenTheRecordAndItsConfirmation_leavesTheBranchWithItsEvent() {
    ChangePipeline killed = killedAfter(BranchRecordIT::isRecord);
    assertThatThrownBy(() -> killed.commitBranchRecord(create())).isInstanceOf(KilledError.class);

    awaitNoOpenIntent();

    assertThat(terminusDb.branches()).contains(branch);
    assertThat(states.fresh(branch).branch()).isEqualTo(branch);
    assertThat(eventsOfBranch()).containsExactly("branch.create 1");
  }

  @Test
  void killedBetweenADeletionAndTheRemoval_leavesAnOrphan_whichTheNextInstanceRemoves() {
    pipeline.commitBranchRecord(create());
    ChangePipeline killed = killedBefore(request -> request.method().equals("DELETE"));
    assertThatThrownBy(() -> killed.commitBranchRecord(delete())).isInstanceOf(KilledError.class);
    assertThat(terminusDb.branches()).contains(branch);
    assertThat(eventsOfBranch()).containsExactly("branch.create 1", "branch.delete 2");

    instance("next", terminusDb).commitChange(TestWrites.create("After" + UUID.randomUUID()));

    assertThat(terminusDb.branches()).doesNotContain(branch);
  }

  private static boolean isRecord(TerminusRequest request) {
    return request.path().startsWith("woql/admin/workflow/");
  }

  @Test
  void aConfirmationThatFails_doesNotMakeTheAnswerUntrue_andIsMadeUpFor() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Statements losing =
        (name, parameters) -> {
          if (name.equals("confirmCommit") && broken.getAndSet(false)) {
            throw new Statements.PostgresException(new IOException("connection lost"), false);
          }
          return statements.run(name, parameters);
        };
    WriteOutcome made = instance("losing", losing, terminusDb).commitBranchRecord(create());

    assertThat(made.commit()).isPresent();
    assertThat(records.all()).containsKey(branch);
    awaitNoOpenIntent();
    assertThat(terminusDb.branches()).contains(branch);
    assertThat(eventsOfBranch()).containsExactly("branch.create 1");
  }

  private CreateBranch create() {
    return new CreateBranch(context(), branch, "main", "/api/v1/branches");
  }

  private DeleteBranch delete() {
    return new DeleteBranch(context(), branch);
  }

  private static RequestContext context() {
    return TestWrites.context(Optional.empty());
  }

  private void awaitNoOpenIntent() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                database.column(
                    "select count(*) from outbox_events"
                        + " where confirmed_at is null and abandoned_at is null"),
            List.of("0")::equals);
  }

  /** Whoever settles the intent removes the branch right after it. */
  private void awaitBranchIsGone() {
    await().atMost(Duration.ofSeconds(30)).until(() -> !terminusDb.branches().contains(branch));
  }

  private List<String> eventsOfBranch() {
    return database.column(
        "select event -> 'data' ->> 'action' || ' ' || sequence from outbox_events"
            + " where aggregate = ? and confirmed_at is not null order by sequence",
        "branch/" + branch);
  }

  private ChangePipeline killedBefore(Predicate<TerminusRequest> request) {
    TerminusCall call =
        sent -> {
          killIf(request.test(sent));
          return terminusCall.call(sent);
        };
    return instance("killed" + UUID.randomUUID(), new TerminusDb(call, terminusDb.mapping()));
  }

  private ChangePipeline killedAfter(Predicate<TerminusRequest> request) {
    TerminusCall call =
        sent -> {
          var answer = terminusCall.call(sent);
          killIf(request.test(sent));
          return answer;
        };
    return instance("killed" + UUID.randomUUID(), new TerminusDb(call, terminusDb.mapping()));
  }

  private static void killIf(boolean here) {
    if (here) {
      throw new KilledError();
    }
  }

  private ChangePipeline instance(String holder, TerminusDb itsTerminusDb) {
    return instance(holder, statements, itsTerminusDb);
  }

  /** Another instance of the service, with a lease of one second. */
  private ChangePipeline instance(
      String holder, Statements itsStatements, TerminusDb itsTerminusDb) {
    ChangePipeline[] self = new ChangePipeline[1];
    self[0] =
        new ChangePipeline(
            itsStatements,
            itsTerminusDb,
            states,
            events,
            group -> {
              CommitSteps steps = self[0].steps();
              steps.confirm(steps.commit(steps.intend(group)));
            },
            () -> {},
            meters,
            settings(holder));
    return self[0];
  }
}
