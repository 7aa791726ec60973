// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.Database.OutboxRow;
import org.oms.routetests.TcpProxy.Direction;

/** The relay dies when JetStream has the message and the outbox does not know it. */
class KilledRelayBetweenPubAckAndMarkIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void messageWhoseAcknowledgementNeverCame_isStoredOnce() throws Exception {
    String name = Ontology.name("Unacknowledged");
    SYSTEM.stack().audit().stop(); // Its receipt must not settle the row before the kill.
    try (NatsMessages messages = new NatsMessages(SYSTEM.stack().nats())) {
      SYSTEM.omsToNats().hold(Direction.TO_SERVICE);
      assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status())
          .isEqualTo(201);
      messages.next(event -> event.at("/data/target/resourceName").asText().equals(name));
      assertThat(database.outbox(name)).hasSize(1).noneMatch(OutboxRow::published);
      SYSTEM.stack().oms().kill();
    }
    SYSTEM.omsToNats().cut();
    RunningSystem.startTogether(List.of(SYSTEM.stack().audit(), SYSTEM.stack().oms()));

    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
    awaitThat("the outbox lets the event go").until(() -> database.outbox(name).isEmpty());
    assertThat(database.storedActions(name)).containsExactly("object_type.create");
  }
}
