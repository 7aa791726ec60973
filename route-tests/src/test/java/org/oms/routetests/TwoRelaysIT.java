// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.stack.ServicePart;

/** Two instances of OMS share the writes and the relay; one alone takes over the rest. */
class TwoRelaysIT {

  private static final int WRITES = 20;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final ServicePart first = SYSTEM.stack().oms();
  private final ServicePart second = SYSTEM.stack().oms(2);

  @Test
  void bothWrite_andEveryEventIsStoredOnce() {
    String word = Ontology.name("Both");
    second.start();
    List<CompletableFuture<Api.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      ServicePart instance = i % 2 == 0 ? first : second;
      answers.add(
          SYSTEM.oms(instance).postAsync(OBJECT_TYPES, Ontology.objectType(word + "N" + i)));
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(201));
    awaitThat("all events are stored").until(() -> database.storedBeginning(word) == WRITES);
  }

  @Test
  void killedInstance_leavesItsPartitionsToTheOther() {
    String word = Ontology.name("OneKilled");
    second.start();
    for (int i = 0; i < WRITES; i++) {
      post(i % 2 == 0 ? first : second, word + "N" + i);
    }
    first.kill();
    for (int i = WRITES; i < 2 * WRITES; i++) {
      post(second, word + "N" + i);
    }
    awaitThat("all events are stored").until(() -> database.storedBeginning(word) == 2 * WRITES);
  }

  @Test
  void changesOfOneResourceThroughBothInstances_areToldInTheirOrder() {
    String name = Ontology.name("Shared");
    second.start();
    String etag = SYSTEM.oms(first).post(OBJECT_TYPES, Ontology.objectType(name)).etag();
    for (int i = 0; i < 10; i++) {
      Api instance = SYSTEM.oms(i % 2 == 0 ? second : first);
      Api.Answer answer =
          instance.patch(OBJECT_TYPES + "/" + name, Ontology.description("change " + i), etag);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      etag = answer.etag();
    }
    awaitThat("all events are stored").until(() -> database.stored(name) == 11);
    assertThat(database.storedActions(name))
        .startsWith("object_type.create")
        .endsWith("object_type.update");
  }

  private static void post(ServicePart instance, String name) {
    Api.Answer answer = SYSTEM.oms(instance).post(OBJECT_TYPES, Ontology.objectType(name));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }
}
