// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can never be stored is parked with its reason, and holds up nothing. */
class PoisonMessageIT {

  private static final String SUBJECT = "audit.events.object_type.create";

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void garbage_isParkedOnceAndTheRestGoesOn() throws Exception {
    String mark = Ontology.name("Garbage");
    publish(UUID.randomUUID(), "not JSON at all " + mark);
    assertParkedAndOthersStored(mark);
  }

  @Test
  void eventThatBreaksTheSchema_isParkedAndTheRestGoesOn() throws Exception {
    String mark = Ontology.name("Broken");
    publish(
        UUID.randomUUID(),
        Api.JSON.createObjectNode().put("specversion", "1.0").put("id", mark).toString());
    assertParkedAndOthersStored(mark);
  }

  @Test
  void eventUnderAnotherMessageId_isParkedAndTheRestGoesOn() throws Exception {
    String mark = Ontology.name("Mismatch");
    Path example =
        Path.of(System.getProperty("oms.repository", ".."))
            .resolve("contracts/examples/object-type-created.json");
    String event = Files.readString(example).replace("01936f2e-5d1a-7000-8a11-5b6c7d8e9f01", mark);
    publish(UUID.randomUUID(), event);
    assertParkedAndOthersStored(mark);
  }

  private static void publish(UUID messageId, String payload) throws Exception {
    try (NatsMessages messages = new NatsMessages(SYSTEM.stack().nats())) {
      messages.publish(SUBJECT, messageId.toString(), payload);
    }
  }

  private void assertParkedAndOthersStored(String mark) {
    String sentinel = Ontology.name("AfterPoison");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(sentinel)).status())
        .isEqualTo(201);
    awaitThat("the next event is stored").until(() -> database.stored(sentinel) == 1);
    awaitThat("the message is parked").until(() -> !database.deadLetterReasons(mark).isEmpty());
    assertThat(database.deadLetterReasons(mark)).singleElement().asString().isNotBlank();
  }
}
