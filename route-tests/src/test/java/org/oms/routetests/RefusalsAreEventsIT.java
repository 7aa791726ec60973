// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oms.stack.ServicePart;

/** Whatever was refused is told by one event that says what was tried, and by whom. */
class RefusalsAreEventsIT {

  private static final RunningSystem SYSTEM = RunningSystem.shared();
  private static final String STALE = "\"000000000000-9\"";
  private static final String NOWHERE = "/api/v1/schemas/nowhere/object-types";

  private record Attempt(
      String description, int status, String action, Function<String, Api.Answer> call) {
    @Override
    public String toString() {
      return status + " " + description;
    }
  }

  static Stream<Attempt> attempts() {
    ObjectNode incomplete = Api.JSON.createObjectNode().put("titleProperty", "absent");
    return Stream.of(
        attempt(401, "no token", "auth.failed", name -> as("").post(OBJECT_TYPES, type(name))),
        attempt(
            401, "bad token", "auth.failed", name -> as("a.b.c").post(OBJECT_TYPES, type(name))),
        attempt(
            403,
            "a viewer creates",
            "auth.denied",
            name -> as(token("viewer")).post(OBJECT_TYPES, type(name))),
        attempt(
            403,
            "a viewer deletes",
            "auth.denied",
            name -> as(token("viewer")).delete(OBJECT_TYPES + "/" + name, STALE)),
        attempt(
            403,
            "a viewer with a name nobody can store",
            "auth.denied",
            name -> as(token("viewer")).delete(OBJECT_TYPES + "/a%00b", STALE)),
        attempt(
            403,
            "a viewer on a branch with a long name",
            "auth.denied",
            name ->
                as(token("viewer"))
                    .post("/api/v1/schemas/" + "b".repeat(2000) + "/object-types", type(name))),
        attempt(
            404, "nowhere", "object_type.create", name -> developer().post(NOWHERE, type(name))),
        attempt(
            409,
            "twice",
            "object_type.create",
            name -> {
              developer().post(OBJECT_TYPES, type(name));
              return developer().post(OBJECT_TYPES, type(name));
            }),
        attempt(
            412,
            "stale",
            "object_type.update",
            name -> {
              developer().post(OBJECT_TYPES, type(name));
              return developer().patch(OBJECT_TYPES + "/" + name, Ontology.description("x"), STALE);
            }),
        attempt(
            422,
            "not consistent",
            "object_type.update",
            name -> {
              String etag = developer().post(OBJECT_TYPES, type(name)).etag();
              return developer().patch(OBJECT_TYPES + "/" + name, incomplete, etag);
            }),
        attempt(
            428,
            "without If-Match",
            "object_type.update",
            name -> {
              developer().post(OBJECT_TYPES, type(name));
              return developer()
                  .call("PATCH", OBJECT_TYPES + "/" + name, "application/merge-patch+json");
            }));
  }

  @AfterAll
  static void checkTheRecord() {
    SYSTEM.assertRecordIsTrue();
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void aRefusedAttempt_isOneEvent(Attempt attempt) {
    Api.Answer answer = attempt.call().apply(Ontology.name("Refused"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(attempt.status());
    String request = answer.header("X-Request-Id").orElseThrow();
    awaitThat("the event is stored").until(() -> eventsOf(request).size() == 1);
    JsonNode data = eventsOf(request).get(0).path("event").path("data");
    assertThat(data.path("success").isBoolean()).isTrue();
    assertThat(data.path("success").asBoolean()).isFalse();
    assertThat(data.path("action").asText()).isEqualTo(attempt.action());
    assertThat(answer.body().path("type").asText()).endsWith("/" + data.path("errorCode").asText());
    assertThat(data.path("actor").path("id").asText())
        .isEqualTo(
            switch (attempt.status()) {
              case 401 -> "anonymous";
              case 403 -> "viewer";
              default -> "developer";
            });
  }

  @Test
  void aCookieFromAnotherOrigin_isAFailedAttemptOfNobody() {
    URI oms = SYSTEM.stack().oms().url();
    Api.Answer login = as(token("viewer")).post("/api/v1/sessions");
    Api elsewhere = Api.withCookieOf(login, oms, "Sec-Fetch-Site", "cross-site");
    Api.Answer answer = elsewhere.post(OBJECT_TYPES, type(Ontology.name("Refused")));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    String request = answer.header("X-Request-Id").orElseThrow();
    awaitThat("the event is stored").until(() -> eventsOf(request).size() == 1);
    JsonNode data = eventsOf(request).get(0).path("event").path("data");
    assertThat(data.path("action").asText()).isEqualTo("auth.failed");
    assertThat(data.path("errorCode").asText()).isEqualTo("cross-origin");
    assertThat(data.path("actor").path("id").asText()).isEqualTo("anonymous");
  }

  /** The tokens have no jti, so that nobody has to say whether they are revoked. */
  @Test
  void aRefusalThatCanNotBeRecorded_isAnsweredAllTheSame() {
    Api viewer = as(Issuer.development(Issuer.claims("viewer").jwtID(null)));
    SYSTEM.stack().postgres().kill();
    try {
      assertProblem(viewer.post(OBJECT_TYPES, type("Never")), 403, "forbidden");
      assertProblem(as("a.b.c").get(OBJECT_TYPES), 401, "token-invalid");
      assertProblem(viewer.call("DELETE", "/api/v1/branches/main", ""), 403, "forbidden");
    } finally {
      SYSTEM.stack().postgres().start();
    }
    awaitThat("OMS is ready").until(() -> as(token("viewer")).status("/health/ready") == 200);
  }

  private static void assertProblem(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body().path("type").asText()).endsWith("/" + code);
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
    assertThat(answer.body().path("requestId").asText())
        .isEqualTo(answer.header("X-Request-Id").orElseThrow());
  }

  @Test
  void aFloodWithoutToken_makesFewEvents_thatTellOfAll() {
    ServicePart oms =
        SYSTEM
            .omsVariant()
            .environment("OMS_RATE_LIMIT_IP_PER_SECOND", "10000")
            .environment("OMS_RATE_LIMIT_IP_BURST", "20000")
            .environment("OMS_EVENTS_FAILED_ATTEMPTS_EVENTS_MAX", "5")
            .environment("OMS_EVENTS_FAILED_ATTEMPTS_WINDOW_MS", "5000");
    oms.start();
    try {
      Database database = SYSTEM.database();
      long eventsBefore = database.failedAttemptEvents();
      long attemptsBefore = database.failedAttempts();
      Api stranger = new Api(oms.url(), "x");
      long start = System.nanoTime();
      for (int i = 0; i < 500; i++) {
        assertThat(stranger.post(OBJECT_TYPES, type("Flood")).status()).isEqualTo(401);
      }
      awaitThat("all attempts are told")
          .until(() -> database.failedAttempts() >= attemptsBefore + 500);
      long windows = (System.nanoTime() - start) / 5_000_000_000L + 2;
      assertThat(database.failedAttemptEvents() - eventsBefore)
          .isGreaterThan(5)
          .isLessThanOrEqualTo(6 * windows);
    } finally {
      oms.stop();
    }
  }

  private static Attempt attempt(
      int status, String description, String action, Function<String, Api.Answer> call) {
    return new Attempt(description, status, action, call);
  }

  private static JsonNode eventsOf(String requestId) {
    return SYSTEM.audit().get("/api/v1/audit/events?requestId=" + requestId).body().path("items");
  }

  private static JsonNode type(String name) {
    return Ontology.objectType(name);
  }

  private static Api developer() {
    return SYSTEM.oms();
  }

  private static Api as(String token) {
    return new Api(SYSTEM.stack().oms().url(), token);
  }

  private static String token(String role) {
    return SYSTEM.stack().token(role);
  }
}
