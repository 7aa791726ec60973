// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.LocalStack;

/**
 * Who reads the log leaves a trace in it, which is there before the answer is: the tables are asked
 * as soon as the answer has come, without waiting.
 */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
class ReadsAreEventsIT {

  private static final String COUNT =
      "select count(*) from audit.audit_events where request_id = ?";

  private static final String FAILED = " from audit.audit_events where action = 'auth.failed'";
  private static final String ATTEMPTS =
      "select coalesce(sum((event #>> '{data,metadata,attempts}')::bigint), 0)" + FAILED;

  LocalStack stack;

  @Test
  void aReadSaysWhoAskedForWhatAndHowMuchThereWas() throws Exception {
    audit().store("traced", 3);
    String requestId = get("auditor", "/events?resourceId=traced&limit=2&sort=occurredAt", 200);
    JsonPath event = event(requestId);
    assertThat(event.getString("data.action")).isEqualTo("audit.read");
    assertThat(event.getString("data.actor.id")).isEqualTo("auditor");
    assertThat(event.<String>getList("data.actor.roles")).containsExactly("auditor");
    assertThat(event.getString("data.actor.ip")).isEqualTo("127.0.0.1");
    assertThat(event.getString("data.metadata.operation")).isEqualTo("listEvents");
    assertThat(event.<String, String>getMap("data.metadata.filters"))
        .isEqualTo(Map.of("resourceId", "traced", "limit", "2", "sort", "occurredAt"));
    assertThat(event.getInt("data.metadata.results")).isEqualTo(2);
    assertThat(event.getInt("sequence")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/events",
        "/events?action=audit.read",
        "/resources/object_type/none/timeline",
      })
  void eachReadIsOneEvent_aReadOfReadsIncluded(String path) {
    String requestId = get("auditor", path, 200);
    assertThat(audit().count(COUNT, requestId)).isEqualTo(1);
  }

  @Test
  void manyReadersAtOnceAreAllRecorded() {
    List<String> requestIds =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(i -> get("developer", "/events?limit=1", 200))
            .toList();
    assertThat(requestIds).allSatisfy(id -> assertThat(audit().count(COUNT, id)).isEqualTo(1));
  }

  @Test
  void aRefusedReadIsAnEventWithoutSuccess() {
    JsonPath event = event(get("viewer", "/events?actor=kim", 403));
    assertThat(event.getBoolean("data.success")).isFalse();
    assertThat(event.getString("data.errorCode")).isEqualTo("forbidden");
    assertThat(event.getString("data.action")).isEqualTo("audit.read");
    assertThat(event.getString("data.actor.id")).isEqualTo("viewer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dead-letters", "/retention-policies", "/legal-holds", "/consumers"})
  void whatACallerMayNotDoIsAnEvent(String path) {
    JsonPath event = event(get("developer", path, 403));
    assertThat(event.getString("data.action")).isEqualTo("auth.denied");
    assertThat(event.getBoolean("data.success")).isFalse();
    assertThat(event.getString("data.actor.id")).isEqualTo("developer");
    assertThat(event.getString("data.metadata.operation")).isNotBlank();
  }

  @Test
  void requestsWithoutAGoodTokenAreEventsOfNobody() {
    String without = attempt(given());
    String bad = attempt(given().auth().oauth2("a.b.c"));
    for (String requestId : List.of(without, bad)) {
      await().atMost(AuditClient.PATIENCE).until(() -> audit().count(COUNT, requestId) == 1);
      JsonPath event = event(requestId);
      assertThat(event.getString("data.action")).isEqualTo("auth.failed");
      assertThat(event.getString("data.errorCode")).isEqualTo("unauthenticated");
      assertThat(event.getBoolean("data.success")).isFalse();
      assertThat(event.getString("data.actor.id")).isEqualTo("anonymous");
      assertThat(event.getString("data.actor.ip")).isEqualTo("127.0.0.1");
      assertThat(event.getString("data.metadata.operation")).isEqualTo("listEvents");
    }
  }

  /**
   * Five of three seconds have an event of their own here, one tells how many others there were.
   */
  @Test
  void aFloodWithoutToken_makesFewEvents_thatTellOfAll() {
    long eventsBefore = audit().count("select count(*)" + FAILED);
    long attemptsBefore = audit().count(ATTEMPTS);
    long start = System.nanoTime();
    IntStream.range(0, 300).parallel().forEach(any -> attempt(given()));
    await()
        .atMost(AuditClient.PATIENCE)
        .until(() -> audit().count(ATTEMPTS) == attemptsBefore + 300);
    long windows = (System.nanoTime() - start) / 3_000_000_000L + 2;
    assertThat(audit().count("select count(*)" + FAILED) - eventsBefore)
        .isGreaterThan(1)
        .isLessThanOrEqualTo(6 * windows);
  }

  @Test
  void receiptsAndTheStateOfTheServiceAreNoReadsOfTheLog() {
    String requestId = UUID.randomUUID().toString();
    audit()
        .as("service_account")
        .header("X-Request-Id", requestId)
        .contentType("application/json")
        .body(Map.of("ids", List.of(requestId)))
        .post(AuditClient.API + "/receipts/query")
        .then()
        .statusCode(200);
    assertThat(audit().count(COUNT, requestId)).isZero();
    assertThat(audit().count(COUNT, get("auditor", "/consumers", 200))).isZero();
    assertThat(audit().count(COUNT, get("auditor", "/dead-letters", 200))).isZero();
  }

  private static String attempt(RequestSpecification stranger) {
    String requestId = UUID.randomUUID().toString();
    stranger
        .header("X-Request-Id", requestId)
        .get(AuditClient.API + "/events")
        .then()
        .statusCode(401);
    return requestId;
  }

  private String get(String role, String path, int status) {
    String requestId = UUID.randomUUID().toString();
    audit()
        .as(role)
        .header("X-Request-Id", requestId)
        .get(AuditClient.API + path)
        .then()
        .statusCode(status);
    return requestId;
  }

  private JsonPath event(String requestId) {
    return new JsonPath(
        audit().text("select event from audit.audit_events where request_id = ?", requestId));
  }

  private AuditClient audit() {
    return new AuditClient(stack);
  }
}
