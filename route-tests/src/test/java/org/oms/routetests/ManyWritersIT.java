// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients write on one branch at once; each of their writes is made and told once. */
class ManyWritersIT {

  private static final int WRITES_EACH = 4;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @ParameterizedTest
  @ValueSource(ints = {100, 300})
  void everyWriteIsAnswered201_andHasOneEvent(int clients) {
    String word = Ontology.name("Writers");
    List<CompletableFuture<Void>> running =
        IntStream.range(0, clients).mapToObj(i -> write(word + "C" + i, 0)).toList();
    running.forEach(CompletableFuture::join);
    awaitThat("all events are stored")
        .until(() -> database.storedBeginning(word) == (long) clients * WRITES_EACH);
  }

  /** The writes of one client, one after the other. */
  private static CompletableFuture<Void> write(String client, int number) {
    if (number == WRITES_EACH) {
      return CompletableFuture.completedFuture(null);
    }
    return SYSTEM
        .oms()
        .postAsync(OBJECT_TYPES, Ontology.objectType(client + "N" + number))
        .thenCompose(
            answer -> {
              assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
              return write(client, number + 1);
            });
  }
}
