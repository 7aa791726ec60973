// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.BRANCHES;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without TerminusDB what is known can still be read, and nothing can be written. */
class TerminusDbDownIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void writesAreRefused_readsGoOn_andAllRecovers() {
    String known = Ontology.name("Known");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(known)).status()).isEqualTo(201);
    Api.Answer before = SYSTEM.oms().get(OBJECT_TYPES + "/" + known);
    assertThat(before.status()).isEqualTo(200);
    assertThat(before.header("Warning")).isEmpty();
    SYSTEM.stack().terminusdb().kill();

    String refusedName = Ontology.name("Refused");
    Api.Answer refused = SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(refusedName));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isPresent();
    Api.Answer read = SYSTEM.oms().get(OBJECT_TYPES + "/" + known);
    assertThat(read.status()).as(read.toString()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(before.body());
    for (String path : List.of(OBJECT_TYPES + "/" + known, OBJECT_TYPES, BRANCHES)) {
      Api.Answer marked =
          awaitThat("reads say that they may be old")
              .until(() -> SYSTEM.oms().get(path), answer -> answer.header("Warning").isPresent());
      assertThat(marked.status()).isEqualTo(200);
      assertThat(marked.header("Warning")).hasValue("110 oms \"Response is Stale\"");
    }

    SYSTEM.stack().terminusdb().start();
    String again = Ontology.name("Again");
    awaitThat("writes work again")
        .until(() -> SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(again)).status() == 201);
    awaitThat("its event is stored").until(() -> database.stored(again) == 1);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + known).header("Warning")).isEmpty();
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + refusedName).status()).isEqualTo(404);
    assertThat(database.stored(refusedName)).isZero();
  }

  @Test
  void whatWasCommittedAndNeverRead_isReadAllTheSame() {
    String branch = Ontology.name("unread-");
    String types = Ontology.onBranch(branch, OBJECT_TYPES);
    String written = Ontology.name("Written");
    Api.Answer made = SYSTEM.oms().post(BRANCHES, Api.JSON.createObjectNode().put("name", branch));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    Api.Answer created = SYSTEM.oms().post(types, Ontology.objectType(written));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    SYSTEM.stack().terminusdb().kill();

    Api.Answer read = SYSTEM.oms().get(types + "/" + written);
    assertThat(read.status()).as(read.toString()).isEqualTo(200);
    assertThat(read.response().body()).isEqualTo(created.response().body());
  }
}
