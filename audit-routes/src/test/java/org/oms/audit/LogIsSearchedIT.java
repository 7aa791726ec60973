// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.DevelopmentToken;
import org.oms.stack.LocalStack;

/** The API over the log: what is found, what is refused, and by whom it may be seen. */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
class LogIsSearchedIT {

  private static final String API = "/api/v1/audit";
  private static final String EVENTS = API + "/events";

  LocalStack stack;

  @Test
  void pagesFollowEachOther_withoutRepetitionOrGap() throws Exception {
    store("pages", 25);
    Set<String> seen = new HashSet<>();
    String cursor = null;
    do {
      RequestSpecification request =
          as("auditor").queryParams("resourceId", "pages", "limit", 10, "sort", "recordedAt");
      if (cursor != null) {
        request.queryParam("cursor", cursor);
      }
      JsonPath page = request.get(EVENTS).jsonPath();
      seen.addAll(page.getList("items.event.id"));
      cursor = page.get("nextCursor");
    } while (cursor != null);
    assertThat(seen).hasSize(25);
  }

  @Test
  void theLinkLeadsToTheNextPage() throws Exception {
    store("link", 3);
    String link =
        as("auditor")
            .queryParams("resourceId", "link", "limit", 2)
            .get(EVENTS)
            .header("Link")
            .replaceFirst("<(.*)>; rel=\"next\"", "$1");
    JsonPath last = as("auditor").urlEncodingEnabled(false).get(link).jsonPath();
    assertThat(last.getList("items")).hasSize(1);
    assertThat(last.getString("nextCursor")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actor:u-1001",
        "actor:kim*",
        "action:object_type.* success:true",
        "changes.fieldsChanged:cardinality",
        "metadata.count:3 -branch:feature",
        "changes.after.displayName:\"직원 관리 😀\"",
        "직원",
        "직*",
        "\"직원 관리\"",
        "😀",
        "employee -department",
        "kim.min*",
        "tag:tag-words classification:internal"
      })
  void theQueryLanguageFinds(String q) throws Exception {
    try (EventStream stream = new EventStream(stack)) {
      stream.send(SampleEvent.of("words", 1).named("직원 관리 😀")).awaitAcknowledged();
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> found("resourceId:words " + q) >= 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-actor:u-1001",
        "success:false",
        "action:object_type",
        "-직원",
        "\"관리 직원\"",
        "changes.fieldsChanged:cardinal",
        "metadata.count:4",
        "absent"
      })
  void theQueryLanguageLeavesOut(String q) throws Exception {
    try (EventStream stream = new EventStream(stack)) {
      stream.send(SampleEvent.of("without", 1).named("직원 관리")).awaitAcknowledged();
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> found("resourceId:without") >= 1);
    assertThat(found("resourceId:without " + q)).isZero();
  }

  @Test
  void theSameSearchAsABody() throws Exception {
    store("body", 2);
    as("auditor")
        .contentType("application/json")
        .body(Map.of("resourceId", "body", "success", true, "count", true, "q", "employee"))
        .post(EVENTS + "/query")
        .then()
        .statusCode(200)
        .body("count", equalTo(2));
  }

  @Test
  void developersSeeTheirOwnActionsOnly() throws Exception {
    try (EventStream stream = new EventStream(stack)) {
      stream.send(SampleEvent.of("own", 1).by("developer"));
      stream.send(SampleEvent.of("own", 2).by("somebody-else")).awaitAcknowledged();
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> found("resourceId:own") == 2);
    JsonPath seen = as("developer").queryParam("resourceId", "own").get(EVENTS).jsonPath();
    assertThat(seen.<String>getList("items.event.data.actor.id")).containsExactly("developer");
    String foreign =
        as("auditor")
            .queryParams("resourceId", "own", "actor", "somebody-else")
            .get(EVENTS)
            .jsonPath()
            .get("items[0].event.id");
    as("developer").get(EVENTS + "/" + foreign).then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "viewer,          GET,  /events,               403",
    "service_account, GET,  /events,               403",
    "developer,       GET,  /dead-letters,         403",
    "auditor,         GET,  /dead-letters,         200",
    "reviewer,        GET,  /consumers,            403",
    "auditor,         GET,  /consumers,            200",
    "developer,       POST, /receipts/query,       403",
    "auditor,         POST, /dead-letters/1/replay,403"
  })
  void rolesDecide(String role, String method, String path, int status) {
    RequestSpecification request = as(role);
    if (method.equals("POST")) {
      request.contentType("application/json").body("{\"ids\":[],\"reason\":\"x\"}");
    }
    request.request(method, API + path).then().statusCode(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=abc",
        "limit=501",
        "colour=red",
        "actor=",
        "actor=a&actor=b",
        "actor=%00",
        "actor=%FF",
        "from=yesterday",
        "to=2026-02-30T00:00:00Z",
        "cursor=none",
        "actor=x&cursor=AeOwxEKY_BwUAAZhAlty1Kh_OdZdJGtJbqIGPgvdUOqN",
        "sort=name",
        "success=maybe",
        "classification=secret",
        "q=colour:red",
        "q=%22open",
        "q=a*b",
        "q=success:2"
      })
  void aBadParameterIsAProblem(String query) {
    as("auditor")
        .urlEncodingEnabled(false)
        .get(EVENTS + "?" + query)
        .then()
        .statusCode(400)
        .contentType(startsWith("application/problem+json"))
        .body("type", equalTo("/problems/bad-request"))
        .body("errors.size()", equalTo(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{bad",
        "{\"actr\":\"x\"}",
        "{\"actor\":1}",
        "{\"actor\":\"a\",\"actor\":\"b\"}",
        "{\"success\":\"true\"}",
        "{\"limit\":1.5}",
        "{\"q\":\"a\\u0000b\"}",
        "{\"actor\":\"\\ud83d\"}",
        "{} {}"
      })
  void aBadBodyIsAProblem(String body) {
    as("auditor")
        .contentType("application/json")
        .body(body)
        .post(EVENTS + "/query")
        .then()
        .statusCode(400)
        .contentType(startsWith("application/problem+json"));
  }

  @Test
  void aSearchMayBeAsLongAsTheContractSays() {
    as("auditor").queryParam("q", "가".repeat(1000)).get(EVENTS).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'; drop table audit_events; --", "' or '1'='1", "%", "_", "\\", "{a,b}"})
  void whatLooksLikeSqlIsOnlyText(String text) {
    for (String field : List.of("actor", "action", "resourceId", "tag", "branch")) {
      as("auditor").queryParam(field, text).get(EVENTS).then().statusCode(200);
    }
  }

  @Test
  void everyRefusalIsAProblemWithTheRequestId() {
    check(as("auditor").get(API + "/nothing"), 404);
    check(as("auditor").delete(EVENTS), 405);
    check(as("auditor").contentType("text/plain").body("x").post(EVENTS + "/query"), 415);
    check(given().get(EVENTS), 401);
    check(given().auth().oauth2("not.a.token").get(EVENTS), 401);
    String expired =
        new DevelopmentToken("late", List.of("auditor"), Duration.ofMinutes(1))
            .signed(Instant.now().minus(Duration.ofHours(1)));
    check(given().auth().oauth2(expired).get(EVENTS), 401);
    check(
        as("auditor")
            .contentType("application/json")
            .body("x".repeat(5_000_000))
            .post(EVENTS + "/query"),
        413);
    check(as("auditor").get(EVENTS + "/01936f2e-0000-7b3c-9f10-2a4b6c8d0e12"), 404);
    check(as("auditor").get(EVENTS + "/1"), 400);
    as("auditor").header("X-Request-Id", "mine").get(EVENTS).then().header("X-Request-Id", "mine");
  }

  @Test
  void operationsAnswerAtTheRoot() {
    given().get("/health/live").then().statusCode(200);
    await().until(() -> given().get("/health/ready").statusCode() == 200);
    assertThat(given().get("/health").jsonPath().<String>getList("checks.name"))
        .contains("postgres", "nats", "stream", "ingest", "dead-letters", "routes");
    assertThat(given().get("/metrics").asString()).contains("camel_exchanges_total");
    assertThat(given().get("/openapi").asString()).contains("operationId: listEvents");
    given().get("/swagger-ui/").then().statusCode(200);
  }

  private static void check(io.restassured.response.Response answer, int status) {
    answer
        .then()
        .statusCode(status)
        .contentType(startsWith("application/problem+json"))
        .body("status", equalTo(status))
        .body("requestId", equalTo(answer.header("X-Request-Id")));
  }

  private void store(String resource, int count) throws Exception {
    try (EventStream stream = new EventStream(stack)) {
      for (int i = 1; i <= count; i++) {
        stream.send(SampleEvent.of(resource, i));
      }
      stream.awaitAcknowledged();
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> found("resourceId:" + resource) == count);
  }

  private int found(String q) {
    var answer = as("auditor").queryParams("q", q, "count", true, "limit", 1).get(EVENTS);
    return answer.statusCode() == 200 ? answer.jsonPath().getInt("count") : -1;
  }

  private RequestSpecification as(String role) {
    return given().auth().oauth2(stack.token(role));
  }
}
