// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Audit dies while people read the log: whoever got an answer has left a trace. */
class KilledAuditKeepsItsReadsIT {

  private static final int READERS = 4;
  private static final int ANSWERS_MIN = 100;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void everyReadThatWasAnsweredIsAnEvent() {
    String word = Ontology.name("Reader");
    Queue<String> answered = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      String name = word + "R" + reader + "N";
      readers.add(CompletableFuture.runAsync(() -> readUntilItDies(name, answered)));
    }
    awaitThat("reads are answered").until(() -> answered.size() >= ANSWERS_MIN);
    SYSTEM.stack().audit().kill();
    readers.forEach(CompletableFuture::join);
    SYSTEM.stack().audit().start();
    assertThat(database.readsFor(word)).containsAll(answered);
  }

  /** Reads by one filter after another and notes those that were answered. */
  private static void readUntilItDies(String name, Queue<String> answered) {
    try {
      for (int i = 0; true; i++) {
        String actor = name + i;
        int status = SYSTEM.audit().get("/api/v1/audit/events?limit=1&actor=" + actor).status();
        assertThat(status).isEqualTo(200);
        answered.add(actor);
      }
    } catch (UncheckedIOException e) {
      // The service is gone, and with it the answer.
    }
  }
}
