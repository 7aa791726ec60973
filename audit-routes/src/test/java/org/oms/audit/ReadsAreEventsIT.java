// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
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
