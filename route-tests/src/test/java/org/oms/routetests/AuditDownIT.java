// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without the audit service nothing stops, and the outbox keeps each event until it is back. */
class AuditDownIT {

  private static final int WRITES = 20;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void outboxKeepsEveryEventUntilItsReceipt_howeverLongThatTakes() {
    String word = Ontology.name("AuditDown");
    SYSTEM.stack().audit().stop();
    for (int i = 0; i < WRITES; i++) {
      Api.Answer answer = SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(word + "N" + i));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }
    awaitThat("all are published").until(() -> database.publishedBeginning(word) == WRITES);
    database.letTimePassSincePublication(word, Duration.ofHours(5));
    Operations oms = new Operations(SYSTEM.stack().oms());
    awaitThat("health counts what has no receipt")
        .until(() -> oms.health("postgres-outbox").path("unreceipted").asLong() >= WRITES);
    assertThat(oms.readiness()).isEqualTo(200);
    assertThat(database.publishedBeginning(word)).isEqualTo(WRITES);

    SYSTEM.stack().audit().start();
    awaitThat("all events are stored").until(() -> database.storedBeginning(word) == WRITES);
    awaitThat("the outbox lets them go").until(() -> database.outboxBeginning(word) == 0);
  }

  @Test
  void questionsBecomeRarerWithEachThatFails_andGoOnWhenItIsBack() {
    String name = Ontology.name("Asked");
    SYSTEM.stack().audit().kill();
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    Instant begin = Instant.now();
    awaitThat("seven questions have failed")
        .until(() -> SYSTEM.omsToAudit().attemptsSince(begin).size() >= 7);

    List<Long> waits = waitsBetween(SYSTEM.omsToAudit().attemptsSince(begin).subList(0, 7));
    assertThat(waits.get(5)).as("%s", waits).isGreaterThan(waits.get(0) + waits.get(1));
    SYSTEM.stack().audit().start();
    awaitThat("the outbox lets the event go").until(() -> database.outbox(name).isEmpty());
    assertThat(database.stored(name)).isEqualTo(1);
  }

  private static List<Long> waitsBetween(List<Instant> attempts) {
    List<Long> waits = new ArrayList<>();
    for (int i = 1; i < attempts.size(); i++) {
      waits.add(Duration.between(attempts.get(i - 1), attempts.get(i)).toMillis());
    }
    return waits;
  }
}
