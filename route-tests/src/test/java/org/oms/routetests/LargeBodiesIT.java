// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies of the largest size, from many clients at once, do not take more memory than there is. */
class LargeBodiesIT {

  private static final int CLIENTS = 30;

  /** With descriptions this long a set is just below the limit of 4 MiB. */
  private static final int RESOURCES = 1_000;

  private static final int DESCRIPTION_CHARS = 3_700;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  @Test
  void manyLargeChangeSetsAtOnce_areAllAnsweredOrRefused() {
    JsonNode set = largeSet(Ontology.name("Large"));
    assertThat(set.toString().length()).isBetween(4_000_000, 4_194_304);
    List<CompletableFuture<Api.Answer>> answers =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> SYSTEM.oms().postAsync(Ontology.CHANGES + "?dryRun=true", set))
            .toList();
    List<Integer> statuses = answers.stream().map(answer -> answer.join().status()).toList();
    assertThat(statuses).contains(200).isSubsetOf(200, 503);
  }

  private static JsonNode largeSet(String word) {
    return Ontology.changeSet(
        IntStream.range(0, RESOURCES)
            .mapToObj(
                i ->
                    Ontology.creation(
                        Ontology.objectType(word + i)
                            .put("description", "x".repeat(DESCRIPTION_CHARS))))
            .toArray(JsonNode[]::new));
  }
}
