// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The broker is never the only copy: what it loses is published again. */
class NatsWipedIT {

  private static final int WRITES = 20;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void eventsLostWithTheBrokersDisk_areStoredOnce() {
    String word = Ontology.name("Wiped");
    publishWithoutAudit(word);
    SYSTEM.stack().nats().wipe();
    SYSTEM.stack().nats().start();
    SYSTEM.stack().audit().start();

    awaitThat("all events are stored").until(() -> database.storedBeginning(word) == WRITES);
    awaitThat("the outbox lets them go").until(() -> database.publishedBeginning(word) == 0);
  }

  @Test
  void eventsOfADeletedStream_areStoredOnce() throws Exception {
    String word = Ontology.name("StreamGone");
    publishWithoutAudit(word);
    try (NatsMessages messages = new NatsMessages(SYSTEM.stack().nats())) {
      messages.deleteStream();
    }
    SYSTEM.stack().audit().start();

    awaitThat("all events are stored").until(() -> database.storedBeginning(word) == WRITES);
    String later = Ontology.name("Later");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(later)).status()).isEqualTo(201);
    awaitThat("a later event is stored").until(() -> database.stored(later) == 1);
  }

  private void publishWithoutAudit(String word) {
    SYSTEM.stack().audit().stop();
    for (int i = 0; i < WRITES; i++) {
      assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(word + "N" + i)).status())
          .isEqualTo(201);
    }
    awaitThat("all are published").until(() -> database.publishedBeginning(word) == WRITES);
    assertThat(database.storedBeginning(word)).isZero();
  }
}
