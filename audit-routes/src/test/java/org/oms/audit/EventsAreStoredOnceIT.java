// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.LocalStack;

/** From the stream to the table: everything arrives, once, as it was sent. */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
class EventsAreStoredOnceIT {

  private static final String API = "/api/v1/audit";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  LocalStack stack;

  @Test
  void poisonAmongGoodEvents_becomesADeadLetterAndHoldsNobodyUp() throws Exception {
    try (EventStream stream = new EventStream(stack)) {
      stream.send(SampleEvent.of("poison", 1));
      stream.send("poison-1", "not json".getBytes(UTF_8));
      SampleEvent foreign = SampleEvent.of("poison", 2);
      stream.send("another-id", foreign.json().getBytes(UTF_8));
      stream.send(SampleEvent.of("poison", 3)).awaitAcknowledged();
    }
    awaitStored("poison", 2);
    List<String> ids = deadLetters().stream().map(letter -> letter.get("messageId")).toList();
    assertThat(ids).contains("poison-1", "another-id");
    assertThat(timeline("poison").getList("gaps")).isEqualTo(List.of(Map.of("from", 2, "to", 2)));
  }

  @Test
  void duplicates_withinAndAcrossBatches_areStoredOnce() throws Exception {
    int parked = deadLetters().size();
    List<SampleEvent> events = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      events.add(SampleEvent.of("twice", i));
    }
    try (EventStream stream = new EventStream(stack)) {
      events.forEach(stream::send);
      stream.awaitAcknowledged();
      awaitStored("twice", 50);
      // The stream drops duplicates by this header, so the second copies come with their id in
      // capitals: another message id to the stream, the same event to us.
      events.forEach(event -> sendAgain(stream, event));
      stream.send(SampleEvent.of("sentinel", 1)).awaitAcknowledged();
    }
    awaitStored("sentinel", 1);
    assertThat(stored("twice")).isEqualTo(50);
    assertThat(timeline("twice").getBoolean("complete")).isTrue();
    // The ledger would refuse them too, but a duplicate is nobody's mistake.
    assertThat(deadLetters()).hasSize(parked);
  }

  @Test
  void anEventPostgresRefuses_isFoundAndParked() throws Exception {
    List<SampleEvent> events = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      events.add(SampleEvent.of("refused", i));
    }
    String refused = events.get(7).id();
    administer(
        "alter table audit.audit_events add constraint refused_by_test check (event_id <> '"
            + refused
            + "') not valid");
    try (EventStream stream = new EventStream(stack)) {
      events.forEach(stream::send);
      stream.awaitAcknowledged();
      awaitStored("refused", 19);
    } finally {
      administer("alter table audit.audit_events drop constraint refused_by_test");
    }
    await().atMost(PATIENCE).until(() -> openDeadLetter(refused) != null);

    given()
        .auth()
        .oauth2(stack.token("admin"))
        .contentType("application/json")
        .body("{\"reason\":\"the constraint is gone\"}")
        .post(API + "/dead-letters/" + openDeadLetter(refused) + "/replay")
        .then()
        .statusCode(200);
    assertThat(stored("refused")).isEqualTo(20);
    assertThat(timeline("refused").getBoolean("complete")).isTrue();
  }

  @Test
  void postgresKilledInTheMiddle_nothingIsLostOrDoubledOrParked() throws Exception {
    int parked = deadLetters().size();
    try (EventStream stream = new EventStream(stack)) {
      sendRange(stream, "killed", 1, 2000);
      stack.postgres().kill();
      sendRange(stream, "killed", 2001, 4000);
      stack.postgres().start();
    }
    awaitStored("killed", 4000);
    assertThat(timeline("killed").getBoolean("complete")).isTrue();
    assertThat(deadLetters()).hasSize(parked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "직원 😀 \\ud83d\\ude00 é",
        "=1+1,\\\"a\\\";'; drop table audit_events; --",
        "\\t\\n\\u007f \\/ \\\\ $$ ${x} %s :#x ?"
      })
  void theTextComesBackCharacterForCharacter(String text) throws Exception {
    SampleEvent event = SampleEvent.of("exact", 1).named(text);
    try (EventStream stream = new EventStream(stack)) {
      stream.send(event).awaitAcknowledged();
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        given()
                            .auth()
                            .oauth2(stack.token("auditor"))
                            .get(API + "/events/" + event.id())
                            .asString())
                    .endsWith("\"event\":" + event.json() + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_events set success = false",
        "delete from audit_events",
        "truncate audit_events",
        "delete from event_consumer_tracking",
        "delete from dead_letters",
        "update dead_letters set payload = ''",
        "create table x ()",
        "alter table audit_events disable row level security",
        "delete from legal_holds",
        "update legal_holds set reason = ''",
        "delete from retention_runs",
        "update retention_runs set expired = 0",
        "select drop_empty_partition()",
        "select drop_expired_partition('00000000-0000-7000-8000-000000000001')"
      })
  void theServiceCanNotChangeWhatItStored(String statement) throws SQLException {
    try (Connection connection = connect("AUDIT_POSTGRES_USER", "AUDIT_POSTGRES_PASSWORD");
        Statement sql = connection.createStatement()) {
      assertThatThrownBy(() -> sql.execute(statement))
          .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }
  }

  @Test
  void receiptsNameWhatIsStored() throws Exception {
    SampleEvent event = SampleEvent.of("receipt", 1);
    try (EventStream stream = new EventStream(stack)) {
      stream.send(event).awaitAcknowledged();
    }
    awaitStored("receipt", 1);
    List<String> stored =
        given()
            .auth()
            .oauth2(stack.token("service_account"))
            .contentType("application/json")
            .body(Map.of("ids", List.of(event.id(), SampleEvent.of("never", 1).id())))
            .post(API + "/receipts/query")
            .jsonPath()
            .getList("stored");
    assertThat(stored).containsExactly(event.id());
  }

  private static void sendAgain(EventStream stream, SampleEvent event) {
    stream.send(event.id().toUpperCase(java.util.Locale.ROOT), event.json().getBytes(UTF_8));
  }

  private static void sendRange(EventStream stream, String resource, int from, int to) {
    for (int i = from; i <= to; i++) {
      stream.send(SampleEvent.of(resource, i));
      if (i % 500 == 0) {
        stream.awaitAcknowledged();
      }
    }
  }

  private void awaitStored(String resource, int count) {
    await().atMost(PATIENCE).until(() -> stored(resource) == count);
  }

  /** -1 while the service can't answer. */
  private int stored(String resource) {
    var answer =
        given()
            .auth()
            .oauth2(stack.token("auditor"))
            .queryParams("resourceId", resource, "count", true, "limit", 1)
            .get(API + "/events");
    return answer.statusCode() == 200 ? answer.jsonPath().getInt("count") : -1;
  }

  private io.restassured.path.json.JsonPath timeline(String resource) {
    return given()
        .auth()
        .oauth2(stack.token("auditor"))
        .get(API + "/resources/object_type/" + resource + "/timeline")
        .jsonPath();
  }

  private List<Map<String, String>> deadLetters() {
    return given()
        .auth()
        .oauth2(stack.token("auditor"))
        .get(API + "/dead-letters?state=all&limit=500")
        .jsonPath()
        .getList("items");
  }

  private Integer openDeadLetter(String messageId) {
    return given()
        .auth()
        .oauth2(stack.token("auditor"))
        .get(API + "/dead-letters")
        .jsonPath()
        .param("id", messageId)
        .get("items.find { it.messageId == id }?.id");
  }

  private void administer(String statement) throws SQLException {
    try (Connection connection = stack.postgres().connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private Connection connect(String user, String password) throws SQLException {
    Map<String, String> addresses = stack.addresses();
    return DriverManager.getConnection(
        addresses.get("AUDIT_POSTGRES_URL"), addresses.get(user), addresses.get(password));
  }
}
