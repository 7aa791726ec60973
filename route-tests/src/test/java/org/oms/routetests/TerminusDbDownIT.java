// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

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
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + known).status()).isEqualTo(200);
    SYSTEM.stack().terminusdb().kill();

    String refusedName = Ontology.name("Refused");
    Api.Answer refused = SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(refusedName));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isPresent();
    Api.Answer read = SYSTEM.oms().get(OBJECT_TYPES + "/" + known);
    assertThat(read.status()).as(read.toString()).isEqualTo(200);
    assertThat(read.body().path("apiName").asText()).isEqualTo(known);

    SYSTEM.stack().terminusdb().start();
    String again = Ontology.name("Again");
    awaitThat("writes work again")
        .until(() -> SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(again)).status() == 201);
    awaitThat("its event is stored").until(() -> database.stored(again) == 1);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + refusedName).status()).isEqualTo(404);
    assertThat(database.stored(refusedName)).isZero();
  }
}
