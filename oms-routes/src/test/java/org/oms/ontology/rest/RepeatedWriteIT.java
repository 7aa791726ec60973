// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.oms.ontology.rest.Bodies.OBJECT_TYPES;
import static org.oms.ontology.rest.Bodies.name;
import static org.oms.ontology.rest.Bodies.objectType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.change.Database;
import org.oms.ontology.rest.Client.Answer;

/** A write that is sent again is carried out once. */
@QuarkusTest
@WithTestResource(RealParts.class)
class RepeatedWriteIT extends AsDeveloper {

  @Inject DataSource dataSource;

  private Database database;

  @BeforeEach
  void openDatabase() {
    database = new Database(dataSource);
  }

  @AfterEach
  void giveTheLeaseBack() {
    database.execute("update leases set expires_at = clock_timestamp() where name = 'commit'");
  }

  @Test
  void theSameKeyAndRequest_getTheFirstAnswerAgain() {
    ObjectNode body = objectType(name("Once"));
    String key = UUID.randomUUID().toString();

    Answer first = developer.post(OBJECT_TYPES, body, "Idempotency-Key", key).is(201);
    Answer again = developer.post(OBJECT_TYPES, body, "Idempotency-Key", key).is(201);

    assertThat(again.response().body()).isEqualTo(first.response().body());
    for (String header : new String[] {"ETag", "Location", "OMS-Commit", "Content-Type"}) {
      assertThat(again.header(header)).as(header).isEqualTo(first.header(header)).isNotBlank();
    }
    String path = first.header("Location");
    developer.delete(path, "If-Match", "*", "Idempotency-Key", key + "d").is(204);
    developer.delete(path, "If-Match", "*", "Idempotency-Key", key + "d").is(204);
  }

  @Test
  void theSameKeyWithAnotherRequest_isRefused() {
    ObjectNode body = objectType(name("First"));
    String key = UUID.randomUUID().toString();
    developer.post(OBJECT_TYPES, body, "Idempotency-Key", key).is(201);

    ObjectNode other = objectType(name("Second"));
    developer
        .post(OBJECT_TYPES, other, "Idempotency-Key", key)
        .isProblem(422, "idempotency-key-reused");
    developer
        .post(OBJECT_TYPES + "?dryRun=false", body, "Idempotency-Key", key)
        .isProblem(422, "idempotency-key-reused");
    developer
        .get(OBJECT_TYPES + "/" + other.path("apiName").asText())
        .isProblem(404, "resource-not-found");
  }

  @Test
  void aKeyIsItsCallersOwn() {
    ObjectNode body = objectType(name("Mine"));
    String key = UUID.randomUUID().toString();
    developer.post(OBJECT_TYPES, body, "Idempotency-Key", key).is(201);

    Client.named(root, "lee", "developer")
        .post(OBJECT_TYPES, objectType(name("Theirs")), "Idempotency-Key", key)
        .is(201);
  }

  @Test
  void aRefusedWrite_leavesItsKeyFree() {
    ObjectNode body = objectType(name("Later"));
    body.put("parentType", name("Parent"));
    String key = UUID.randomUUID().toString();
    developer.post(OBJECT_TYPES, body, "Idempotency-Key", key).isProblem(422, "integrity-violated");

    developer.post(OBJECT_TYPES, objectType(body.path("parentType").asText())).is(201);
    developer.post(OBJECT_TYPES, body, "Idempotency-Key", key).is(201);
  }

  @Test
  void whileTheFirstIsInProgress_theSecondIsToldSo_andThenGetsItsAnswer() throws Exception {
    ObjectNode body = objectType(name("Waiting"));
    String key = UUID.randomUUID().toString();
    // Another instance commits just now, so the first request waits.
    database.execute(
        "update leases set holder = 'another', token = token + 1,"
            + " expires_at = clock_timestamp() + interval '1 minute' where name = 'commit'");
    CompletableFuture<Answer> first =
        developer.postLater(OBJECT_TYPES, body, "Idempotency-Key", key);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> database.column("select wanted_at is not null from leases where name = 'commit'"),
            List.of("t")::equals);

    Answer second = developer.post(OBJECT_TYPES, body, "Idempotency-Key", key);
    second.isProblem(409, "idempotency-key-in-progress");
    assertThat(second.header("Retry-After")).isEqualTo("1");
    assertThat(first).isNotDone();

    giveTheLeaseBack();
    Answer answer = first.get(30, TimeUnit.SECONDS).is(201);
    Answer again = developer.post(OBJECT_TYPES, body, "Idempotency-Key", key).is(201);
    assertThat(again.response().body()).isEqualTo(answer.response().body());
  }
}
