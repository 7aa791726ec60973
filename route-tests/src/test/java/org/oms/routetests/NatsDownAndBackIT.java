// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without NATS the ontology goes on; its events wait and come later. */
class NatsDownAndBackIT {

  private static final int WRITES = 20;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void writesGoOnWithoutNats_andTheirEventsAreStoredWhenItIsBack() {
    String word = Ontology.name("NatsDown");
    SYSTEM.stack().nats().kill();
    for (int i = 0; i < WRITES; i++) {
      assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(word + "N" + i)).status())
          .isEqualTo(201);
    }
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + word + "N0").status()).isEqualTo(200);
    assertThat(SYSTEM.audit().get("/api/v1/audit/events?limit=1").status()).isEqualTo(200);
    assertThat(database.storedBeginning(word)).isZero();

    SYSTEM.stack().nats().start();
    awaitThat("all events are stored").until(() -> database.storedBeginning(word) == WRITES);
  }
}
