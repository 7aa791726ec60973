// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.TcpProxy.Direction;

/** Audit dies when the event is in the database and JetStream does not know it. */
class KilledAuditBetweenCommitAndAckIT {

  /** Every acknowledgement is published to a subject that begins so. */
  private static final String ACKNOWLEDGEMENT = "$JS.ACK.";

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void redeliveredEvent_isRecognisedAndAcknowledged() {
    String name = Ontology.name("Redelivered");
    SYSTEM.auditToNats().holdAt(Direction.TO_PART, ACKNOWLEDGEMENT);
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    awaitThat("the event is stored and its acknowledgement is on its way")
        .until(
            () ->
                database.stored(name) == 1
                    && SYSTEM.auditToNats().holdsSomething(Direction.TO_PART));
    SYSTEM.stack().audit().kill();
    SYSTEM.auditToNats().cut();
    SYSTEM.stack().audit().start();

    awaitThat("everything is acknowledged")
        .untilAsserted(
            () -> {
              var consumer =
                  SYSTEM.audit().get("/api/v1/audit/consumers").body().at("/consumers/0");
              assertThat(consumer.path("pending").asLong(-1)).isZero();
              assertThat(consumer.path("ackPending").asLong(-1)).isZero();
            });
    assertThat(database.storedActions(name)).containsExactly("object_type.create");
  }
}
