// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PostgreSQL dies under writes and ingestion: acknowledged writes are told, the others are not. */
class PostgresKilledDuringIngestIT {

  private static final int WRITES = 40;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void everyAcknowledgedWriteIsStored_andNoOther() {
    String word = Ontology.name("PostgresKilled");
    List<CompletableFuture<Api.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      answers.add(SYSTEM.oms().postAsync(OBJECT_TYPES, Ontology.objectType(word + "N" + i)));
      if (i == WRITES / 2) {
        answers.get(0).join();
        SYSTEM.stack().postgres().kill();
      }
    }
    SYSTEM.stack().postgres().start();
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().status()).isIn(201, 503));

    List<String> existing = existing(word);
    assertThat(existing).contains(acknowledged(word, answers));
    awaitThat("what exists is stored")
        .until(() -> database.storedBeginning(word) == existing(word).size());
  }

  @Test
  void writesAreRefusedWithoutPostgres_andReadsGoOn() {
    String name = Ontology.name("NoPostgres");
    String known = Ontology.name("Known");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(known)).status()).isEqualTo(201);
    SYSTEM.stack().postgres().kill();

    Api.Answer refused = SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isPresent();
    assertThat(refused.header("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + known).status()).isEqualTo(200);

    SYSTEM.stack().postgres().start();
    awaitThat("writes work again")
        .until(
            () ->
                SYSTEM
                        .oms()
                        .post(OBJECT_TYPES, Ontology.objectType(Ontology.name("Again")))
                        .status()
                    == 201);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).status()).isEqualTo(404);
  }

  @Test
  void forbiddenWrite_isTheSameProblemThoughItCanNotBeRecorded() {
    Api viewer = new Api(SYSTEM.stack().oms().url(), SYSTEM.stack().token("viewer"));
    String name = Ontology.name("Forbidden");
    // Without PostgreSQL Redis alone can say that the token is not revoked.
    SYSTEM.redis().set("oms:revocations", "1");
    SYSTEM.stack().postgres().kill();
    Api.Answer refused = viewer.post(OBJECT_TYPES, Ontology.objectType(name));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.header("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(refused.body().path("status").asInt()).as(refused.toString()).isEqualTo(403);
  }

  private static String[] acknowledged(String word, List<CompletableFuture<Api.Answer>> answers) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).join().status() == 201) {
        names.add(word + "N" + i);
      }
    }
    return names.toArray(String[]::new);
  }

  private static List<String> existing(String word) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      if (SYSTEM.oms().get(OBJECT_TYPES + "/" + word + "N" + i).status() == 200) {
        names.add(word + "N" + i);
      }
    }
    return names;
  }
}
