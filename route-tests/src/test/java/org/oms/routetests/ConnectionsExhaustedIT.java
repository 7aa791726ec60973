// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.stack.ServicePart;

/** All database connections are taken: writes are refused, reads go on, and it passes. */
class ConnectionsExhaustedIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  /** The background routes alone take its two connections while they wait for the lock. */
  private final ServicePart small =
      SYSTEM.omsVariant().environment("QUARKUS_DATASOURCE_JDBC_MAX_SIZE", "2");

  @Test
  void writesAreRefusedWithRetryAfter_readsGoOn_andNothingIsLost() throws Exception {
    small.start();
    Api oms = SYSTEM.oms(small);
    String known = Ontology.name("Known");
    assertThat(oms.post(OBJECT_TYPES, Ontology.objectType(known)).status()).isEqualTo(201);
    String refused = Ontology.name("NoConnection");
    try (Connection lock = database.lockOutboxTable()) {
      awaitThat("its connections wait").until(() -> database.waitingForLock() >= 2);
      Api.Answer answer = oms.post(OBJECT_TYPES, Ontology.objectType(refused));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isPresent();
      assertThat(answer.body().path("type").asText()).endsWith("postgres-unavailable");
      assertThat(oms.get(OBJECT_TYPES + "/" + known).status()).isEqualTo(200);
      lock.rollback();
    }

    String again = Ontology.name("Again");
    awaitThat("writes work again")
        .until(() -> oms.post(OBJECT_TYPES, Ontology.objectType(again)).status() == 201);
    awaitThat("both events are stored")
        .until(() -> database.stored(again) == 1 && database.stored(known) == 1);
    assertThat(oms.get(OBJECT_TYPES + "/" + refused).status()).isEqualTo(404);
    assertThat(database.stored(refused)).isZero();
  }
}
