// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.Database.OutboxRow;
import org.oms.routetests.TcpProxy.Direction;

/**
 * OMS dies when the intent is stored and the commit is not: nothing happened, and nothing is told.
 */
class KilledOmsBetweenIntentAndCommitIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void commitThatNeverReachedTerminusDb_isAbandonedAndCanBeMadeAgain() {
    String name = Ontology.name("NeverSent");
    intendAndHold(name);
    SYSTEM.stack().oms().kill();
    SYSTEM.omsToTerminusDb().cut();
    SYSTEM.stack().oms().start();

    awaitThat("the intent is settled").until(() -> allAbandoned(name));
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).status()).isEqualTo(404);
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    awaitThat("the second attempt is stored").until(() -> database.stored(name) == 1);
  }

  @Test
  void commitThatReachesTerminusDbTooLate_isRefusedByTheFence() {
    String name = Ontology.name("TooLate");
    intendAndHold(name);
    SYSTEM.stack().oms().kill();
    // The request is on its way all the while; the next OMS gets through to TerminusDB beside it.
    SYSTEM.omsToTerminusDb().letGoNewConnections();
    SYSTEM.stack().oms().start();
    awaitThat("the intent is settled").until(() -> allAbandoned(name));

    SYSTEM.omsToTerminusDb().letGo();
    String sentinel = Ontology.name("Sentinel");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(sentinel)).status())
        .isEqualTo(201);
    awaitThat("the sentinel is stored").until(() -> database.stored(sentinel) == 1);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).status()).isEqualTo(404);
    assertThat(database.stored(name)).isZero();
  }

  @Test
  void commitThatTerminusDbTakesUpAfterTheKill_isToldIfAndOnlyIfItHappened() {
    String name = Ontology.name("Paused");
    warmUp();
    SYSTEM.stack().terminusdb().pause();
    CompletableFuture<Api.Answer> answer =
        SYSTEM.oms().postAsync(OBJECT_TYPES, Ontology.objectType(name));
    awaitThat("the intent is stored").until(() -> database.outbox(name).size() == 1);
    SYSTEM.stack().oms().kill();
    SYSTEM.stack().terminusdb().resume();
    SYSTEM.stack().oms().start();

    assertThat(answer).failsWithin(RunningSystem.PATIENCE);
    awaitThat("the intent is settled").until(() -> settled(name));
    boolean happened = SYSTEM.oms().get(OBJECT_TYPES + "/" + name).status() == 200;
    assertThat(allAbandoned(name)).isNotEqualTo(happened);
    awaitThat("the event is stored, or there is none")
        .until(() -> database.stored(name) == (happened ? 1 : 0));
  }

  private void intendAndHold(String name) {
    warmUp();
    SYSTEM.omsToTerminusDb().holdAt(Direction.TO_PART, name);
    CompletableFuture<Api.Answer> unused =
        SYSTEM.oms().postAsync(OBJECT_TYPES, Ontology.objectType(name));
    awaitThat("the intent is stored and the commit is on its way")
        .until(
            () ->
                database.outbox(name).size() == 1
                    && SYSTEM.omsToTerminusDb().holdsSomething(Direction.TO_PART));
    assertThat(unused).isNotDone();
  }

  /** So that OMS knows the head of the branch and needs TerminusDB for the commit alone. */
  private static void warmUp() {
    String name = Ontology.name("WarmUp");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
  }

  private boolean allAbandoned(String name) {
    List<OutboxRow> rows = database.outbox(name);
    return !rows.isEmpty() && rows.stream().allMatch(OutboxRow::abandoned);
  }

  private boolean settled(String name) {
    return database.stored(name) == 1 || allAbandoned(name);
  }
}
