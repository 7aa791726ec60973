// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.LocalStack;

/** CloudEvents over HTTP are stored as those of the stream are; and what was stored is counted. */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
class EventsComeOverHttpIT {

  private static final String EVENTS = AuditClient.API + "/events";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String STRUCTURED = "application/cloudevents+json";

  LocalStack stack;

  @Test
  void aStructuredEventIsStoredCharacterForCharacter_howeverOftenItComes() {
    SampleEvent event = SampleEvent.of("structured", 1).named("직원 😀 \\ud83d\\ude00");
    post(STRUCTURED, event.json()).then().statusCode(200).body("stored", equalTo(1));
    post(STRUCTURED, event.json()).then().statusCode(200).body("stored", equalTo(1));
    assertThat(stored(event)).isEqualTo(event.json());
  }

  @Test
  void aBatchIsStoredWhole() {
    List<SampleEvent> events =
        List.of(SampleEvent.of("batch", 1).named("é \\u00e9"), SampleEvent.of("batch", 2));
    String body = " [ " + events.get(0).json() + ",\n" + events.get(1).json() + " ] ";
    post(BATCH, body).then().statusCode(200).body("stored", equalTo(2));
    assertThat(events).allSatisfy(event -> assertThat(stored(event)).isEqualTo(event.json()));
  }

  @Test
  void oneBadEventKeepsTheBatchOut() {
    SampleEvent good = SampleEvent.of("mixed", 1);
    String bad = SampleEvent.of("mixed", 2).json().replace("\"specversion\":\"1.0\",", "");
    post(BATCH, "[" + good.json() + "," + bad + "]")
        .then()
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/1")));
    assertThat(stored(good)).isNull();
  }

  @Test
  void theBinaryModeHasTheAttributesInHeaders() {
    String id = UUID.randomUUID().toString();
    client()
        .contentType("application/json")
        .header("ce-specversion", "1.0")
        .header("ce-id", id)
        .header("ce-source", "/other")
        .header("ce-type", "audit.activity.v1")
        .header("ce-subject", "object_type/%EC%A7%81%EC%9B%90")
        .header("ce-time", "2026-11-24T09:30:12Z")
        .header("ce-sequence", "1")
        .header("ce-branch", "main")
        .body(
            """
            {"action":"object_type.create","actor":{"id":"b","type":"service"},
             "target":{"resourceType":"object_type","resourceId":"직원"},"success":true}
            """
                .getBytes(UTF_8))
        .post(EVENTS)
        .then()
        .statusCode(200);
    assertThat(audit().text("select subject from audit.audit_events where event_id = ?::uuid", id))
        .isEqualTo("object_type/직원");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        STRUCTURED + "|{}",
        STRUCTURED + "|[]",
        STRUCTURED + "|not json",
        STRUCTURED + "|''",
        BATCH + "|{}",
        BATCH + "|[]",
        BATCH + "|[1]",
        BATCH + "|[{}] []",
        BATCH + "|[{},",
        "application/json|{}",
        "application/json|1,\"id\":2",
      })
  void whatIsNoEventIsAProblem(String mediaType, String body) {
    post(mediaType, body)
        .then()
        .statusCode(400)
        .contentType(startsWith("application/problem+json"));
  }

  @Test
  void anotherEncodingIsAProblem() {
    Response answer =
        client()
            .contentType(BATCH)
            .body("[{}]".getBytes(java.nio.charset.StandardCharsets.UTF_16BE))
            .post(EVENTS);
    answer.then().statusCode(400);
  }

  @Test
  void moreThanAThousandAreTooMany() {
    String body = "[" + String.join(",", Collections.nCopies(1001, "{}")) + "]";
    post(BATCH, body).then().statusCode(400).body("errors[0].code", equalTo("too-many-events"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "auditor", "developer", "viewer"})
  void onlyServicesAddEvents(String role) {
    audit()
        .as(role)
        .config(unencoded())
        .contentType(STRUCTURED)
        .body(SampleEvent.of("forged", 1).json().getBytes(UTF_8))
        .post(EVENTS)
        .then()
        .statusCode(403);
    assertThat(
            audit().count("select count(*) from audit.audit_events where resource_id = 'forged'"))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "action,       object_type.update",
    "actor,        counted",
    "resourceType, object_type",
    "hour,         2026-11-24T09:00:00Z",
    "day,          2026-11-24"
  })
  void eventsAreCounted(String by, String key) throws Exception {
    String resource = "counted-" + by;
    audit()
        .store(
            SampleEvent.of(resource, 1).by("counted"), SampleEvent.of(resource, 2).by("counted"));
    JsonPath counts =
        audit()
            .as("auditor")
            .queryParams("by", by, "resourceId", resource, "from", "2026-11-24T00:00:00Z")
            .queryParam("to", "2026-11-25T00:00:00Z")
            .get(AuditClient.API + "/statistics")
            .jsonPath();
    assertThat(counts.<String>getList("groups.key")).containsExactly(key);
    assertThat(counts.getInt("groups[0].events")).isEqualTo(2);
    assertThat(counts.getInt("groups[0].failed")).isZero();
    assertThat(counts.getString("groups[0].firstAt")).isEqualTo("2026-11-24T09:30:12.345Z");
    assertThat(counts.getBoolean("truncated")).isFalse();
  }

  @Test
  void developersCountAndSeeTheirOwnActionsOnly() throws Exception {
    audit()
        .store(
            SampleEvent.of("activity", 1).by("developer"),
            SampleEvent.of("activity", 2).by("other"));
    String period = "from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z";
    JsonPath counts =
        audit()
            .as("developer")
            .get(AuditClient.API + "/statistics?by=actor&resourceId=activity&" + period)
            .jsonPath();
    assertThat(counts.<String>getList("groups.key")).containsExactly("developer");
    assertThat(activity("developer", "other", period).getList("items")).isEmpty();
    assertThat(activity("developer", "other", period).getList("actions.groups")).isEmpty();
    JsonPath all = activity("auditor", "other", period);
    assertThat(all.<String>getList("items.event.data.actor.id")).containsOnly("other");
    assertThat(all.<String>getList("actions.groups.key")).containsExactly("object_type.update");
    audit().as("viewer").get(AuditClient.API + "/statistics?by=actor").then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/statistics",
        "/statistics?by=colour",
        "/statistics?by=action&limit=1001",
        "/statistics?by=action&limit=0",
        "/statistics?by=action&from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
        "/statistics?by=day&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
        "/actors/x/activity?from=yesterday",
        "/actors/x%00/activity",
        "/events?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"
      })
  void aBadParameterIsAProblem(String path) {
    audit()
        .as("auditor")
        .urlEncodingEnabled(false)
        .get(AuditClient.API + path)
        .then()
        .statusCode(400)
        .contentType(startsWith("application/problem+json"));
  }

  private JsonPath activity(String role, String actor, String period) {
    return audit()
        .as(role)
        .get(AuditClient.API + "/actors/" + actor + "/activity?" + period)
        .jsonPath();
  }

  private Response post(String mediaType, String body) {
    return client().contentType(mediaType).body(body.getBytes(UTF_8)).post(EVENTS);
  }

  private RequestSpecification client() {
    return audit().as("service_account").config(unencoded());
  }

  /** The media type as it is given, and bytes as bytes. */
  private static RestAssuredConfig unencoded() {
    return RestAssuredConfig.config()
        .encoderConfig(
            EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs(BATCH, io.restassured.http.ContentType.BINARY)
                .encodeContentTypeAs(STRUCTURED, io.restassured.http.ContentType.BINARY)
                .encodeContentTypeAs("application/json", io.restassured.http.ContentType.BINARY));
  }

  private String stored(SampleEvent event) {
    return audit()
        .text("select event from audit.audit_events where event_id = ?::uuid", event.id());
  }

  private AuditClient audit() {
    return new AuditClient(stack);
  }
}
