// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.TcpProxy.Direction;
import org.oms.stack.ServicePart;

/** An instance that is frozen in mid-commit while another takes over can't commit when it wakes. */
class PausedCommitHolderIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final ServicePart first = SYSTEM.stack().oms();
  private final ServicePart second = SYSTEM.stack().oms(2);

  @Test
  void commitOfAFormerHolder_isRefusedByTheFence() {
    second.start();
    String name = Ontology.name("Frozen");
    post(first, Ontology.name("WarmUp"));
    SYSTEM.omsToTerminusDb().holdAt(Direction.TO_PART, name);
    CompletableFuture<Api.Answer> answer =
        SYSTEM.oms(first).postAsync(OBJECT_TYPES, Ontology.objectType(name));
    awaitThat("the commit is on its way")
        .until(() -> SYSTEM.omsToTerminusDb().holdsSomething(Direction.TO_PART));
    first.pause();
    String formerHolder = database.commitLeaseHolder();

    String other = Ontology.name("TakenOver");
    awaitThat("the second instance takes over")
        .until(
            () ->
                SYSTEM.oms(second).post(OBJECT_TYPES, Ontology.objectType(other)).status() == 201);
    assertThat(database.commitLeaseHolder()).isNotEqualTo(formerHolder);
    String intent = database.outbox(name).get(0).id();
    assertThat(database.outbox(name).get(0).abandoned()).isTrue();

    SYSTEM.omsToTerminusDb().letGo();
    first.resume();
    assertToldAsItHappened(name, answer.join());
    assertThat(database.outbox(name))
        .filteredOn(row -> row.id().equals(intent))
        .allMatch(Database.OutboxRow::abandoned);
    awaitThat("the other event is stored").until(() -> database.stored(other) == 1);
  }

  /** The former holder may try again under a new lease, or give up: its caller knows which. */
  private void assertToldAsItHappened(String name, Api.Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isIn(201, 503);
    boolean happened = answer.status() == 201;
    assertThat(SYSTEM.oms(second).get(OBJECT_TYPES + "/" + name).status() == 200)
        .isEqualTo(happened);
    awaitThat("the event is stored, or there is none")
        .until(() -> database.stored(name) == (happened ? 1 : 0));
  }

  private static void post(ServicePart instance, String name) {
    Api.Answer answer = SYSTEM.oms(instance).post(OBJECT_TYPES, Ontology.objectType(name));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }
}
