// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.TcpProxy.Direction;

/** The connection breaks in mid-commit: OMS finds out what happened, and never guesses. */
class UnknownOutcomeIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @BeforeEach
  void warmUp() {
    String name = Ontology.name("WarmUp");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
  }

  @Test
  void commitThatWasMade_isFoundAndAnsweredAndTold() {
    String name = Ontology.name("AnswerLost");
    long before = SYSTEM.commitsOnMain();
    SYSTEM.omsToTerminusDb().hold(Direction.TO_SERVICE);
    CompletableFuture<Api.Answer> answer =
        SYSTEM.oms().postAsync(OBJECT_TYPES, Ontology.objectType(name));
    awaitThat("TerminusDB has the commit").until(() -> SYSTEM.commitsOnMain() > before);
    SYSTEM.omsToTerminusDb().cut();

    assertThat(answer.join().status()).as(answer.join().toString()).isEqualTo(201);
    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).status()).isEqualTo(200);
  }

  @Test
  void commitThatWasNotMade_isRefusedAndNotTold() {
    String name = Ontology.name("RequestLost");
    SYSTEM.omsToTerminusDb().holdAt(Direction.TO_PART, name);
    CompletableFuture<Api.Answer> answer =
        SYSTEM.oms().postAsync(OBJECT_TYPES, Ontology.objectType(name));
    awaitThat("the commit is on its way")
        .until(() -> SYSTEM.omsToTerminusDb().holdsSomething(Direction.TO_PART));
    SYSTEM.omsToTerminusDb().cut();

    assertThat(answer.join().status()).as(answer.join().toString()).isEqualTo(503);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).status()).isEqualTo(404);
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    awaitThat("the second attempt alone is stored").until(() -> database.stored(name) == 1);
  }
}
