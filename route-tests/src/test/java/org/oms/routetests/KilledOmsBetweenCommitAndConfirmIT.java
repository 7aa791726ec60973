// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.CHANGES;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.Database.OutboxRow;
import org.oms.routetests.TcpProxy.Direction;

/** OMS dies when TerminusDB has the commit and the outbox does not know: the event is told once. */
class KilledOmsBetweenCommitAndConfirmIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void commitWhoseAnswerNeverCame_isFoundAndToldOnce() {
    String name = Ontology.name("Unanswered");
    CompletableFuture<Api.Answer> answer =
        commitAndHoldAnswer(name, Ontology.objectType(name), OBJECT_TYPES);
    SYSTEM.stack().oms().kill();
    assertThat(answer).failsWithin(RunningSystem.PATIENCE);
    SYSTEM.omsToTerminusDb().cut();
    SYSTEM.stack().oms().start();

    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).status()).isEqualTo(200);
  }

  @Test
  void changeSetWhoseAnswerNeverCame_isToldCompletely() {
    String word = Ontology.name("Set");
    var operations =
        IntStream.range(0, 20)
            .mapToObj(i -> Ontology.creation(Ontology.objectType(word + "N" + i)))
            .toArray(JsonNode[]::new);
    CompletableFuture<Api.Answer> answer =
        commitAndHoldAnswer(word + "N0", Ontology.changeSet(operations), CHANGES);
    SYSTEM.stack().oms().kill();
    assertThat(answer).failsWithin(RunningSystem.PATIENCE);
    SYSTEM.omsToTerminusDb().cut();
    SYSTEM.stack().oms().start();

    awaitThat("all events are stored").until(() -> database.storedBeginning(word) == 20);
  }

  @Test
  void confirmationThatHangsInPostgres_isMadeOnce() throws SQLException {
    String name = Ontology.name("Locked");
    CompletableFuture<Api.Answer> answer =
        commitAndHoldAnswer(name, Ontology.objectType(name), OBJECT_TYPES);
    try (Connection lock = database.lockOutbox(name)) {
      SYSTEM.omsToTerminusDb().letGo();
      awaitThat("the confirmation hangs").until(() -> database.waitingForLock() > 0);
      SYSTEM.stack().oms().kill();
      assertThat(database.outbox(name)).noneMatch(OutboxRow::confirmed);
      lock.rollback(); // PostgreSQL goes on with the statement of the dead service, or does not.
    }
    SYSTEM.stack().oms().start();

    assertThat(answer).failsWithin(RunningSystem.PATIENCE);
    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
  }

  private CompletableFuture<Api.Answer> commitAndHoldAnswer(
      String name, JsonNode body, String path) {
    String warmUp = Ontology.name("WarmUp");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(warmUp)).status())
        .isEqualTo(201);
    long before = SYSTEM.commitsOnMain();
    SYSTEM.omsToTerminusDb().hold(Direction.TO_SERVICE);
    CompletableFuture<Api.Answer> answer = SYSTEM.oms().postAsync(path, body);
    awaitThat("TerminusDB has the commit").until(() -> SYSTEM.commitsOnMain() > before);
    assertThat(database.outbox(name)).hasSize(1).noneMatch(OutboxRow::confirmed);
    return answer;
  }
}
