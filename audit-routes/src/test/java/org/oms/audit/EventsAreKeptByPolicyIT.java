// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.LocalStack;

/** What expires is deleted and nothing else, whatever happens meanwhile. */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
class EventsAreKeptByPolicyIT {

  private static final String POLICIES = AuditClient.API + "/retention-policies";
  private static final String HOLDS = AuditClient.API + "/legal-holds";
  private static final String RUNS = AuditClient.API + "/retention/runs";

  LocalStack stack;

  @ParameterizedTest
  @CsvSource({
    // what the event is,                 age in days, kept
    "audit.read,         '{}',            364, true",
    "audit.read,         '{}',            366, false",
    "auth.login,         '{}',            729, true",
    "auth.login,         '{}',            731, false",
    "object_type.update, '{}',           1824, true",
    "object_type.update, '{}',           1826, false",
    "auth.login,         '{sox}',        2554, true",
    "auth.login,         '{sox}',        2556, false",
    "audit.read,         '{temporary}',    29, true",
    "audit.read,         '{temporary}',    31, false",
    "auth.login,         '{temporary}',    31, true"
  })
  void theLongestSpecificPolicyDecides(String action, String tags, int days, boolean kept)
      throws Exception {
    String id = old(action, tags, days);
    run(false);
    assertThat(isThere(id)).isEqualTo(kept);
  }

  @Test
  void aHoldBeatsEveryPolicy_untilItIsReleased() throws Exception {
    String id = old("audit.read", "{}", 400);
    String holdId =
        admin(Map.of("reason", "case 7", "resourceId", resourceOf(id)))
            .post(HOLDS)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    run(false);
    assertThat(isThere(id)).isTrue();
    audit().as("admin").delete(HOLDS + "/" + holdId).then().statusCode(200);
    audit().as("admin").delete(HOLDS + "/" + holdId).then().statusCode(404);
    run(false);
    assertThat(isThere(id)).isFalse();
    assertThat(actionsOf("legal_hold/" + holdId)).isEqualTo("hold.place,hold.release");
  }

  @Test
  void aDryRunCountsAndDeletesNothing() throws Exception {
    String id = old("audit.read", "{}", 500);
    JsonPath run = run(true);
    assertThat(run.getInt("expired")).isPositive();
    assertThat(run.<String>getList("policies.name")).contains("Everything else");
    assertThat(isThere(id)).isTrue();
    assertThat(run(false).getInt("expired")).isEqualTo(run.getInt("expired"));
    assertThat(isThere(id)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"400, deleted one by one", "3000, dropped with its month"})
  void whatARunDeleted_isToldFromWhatWasRemovedByHand(int days, String how) throws Exception {
    String removed = old("audit.read", "{}", 10);
    String expired = old("audit.read", "{}", days);
    String runId = run(false).getString("id");
    assertThat(isThere(expired)).isFalse();
    JsonPath before = verify(removed);
    assertThat(before.getBoolean("intact")).as(before.prettify()).isTrue();
    assertThat(verify(expired).getInt("deleted")).isOne();

    String deletion = deletionOf(expired);
    JsonPath record =
        new JsonPath(
            audit()
                .text("select event from audit.audit_events where event_id = ?::uuid", deletion));
    assertThat(record.getString("data.action")).isEqualTo("retention.run");
    assertThat(record.getString("data.metadata.run")).isEqualTo(runId);
    assertThat(record.getString("data.metadata.policy.name")).isNotBlank();
    assertThat(record.getInt("data.metadata.leaves")).isPositive();

    audit()
        .administer(
            "create table public.aside as select * from audit.audit_events where event_id = '"
                + removed
                + "'");
    try {
      audit().administer("delete from audit.audit_events where event_id = '" + removed + "'");
      JsonPath found = verify(removed);
      assertThat(found.getString("findings[0].kind")).isEqualTo("event-missing");
      assertThat(found.getString("findings[0].eventId")).isEqualTo(removed);
      assertThat(verify(expired).getBoolean("intact")).isTrue();

      audit()
          .administer(
              "insert into audit.ledger_deleted_leaves select leaf_index, '"
                  + deletion
                  + "' from audit.ledger_leaves where event_id = '"
                  + removed
                  + "'; update audit.ledger_deletions set first_leaf = 0, last_leaf = 1000000 where id = '"
                  + deletion
                  + "'");
      JsonPath forged = verify(removed);
      assertThat(forged.getString("findings[0].kind")).isEqualTo("deletion-unproven");
      assertThat(forged.getInt("deleted")).isZero();
    } finally {
      audit().administer("insert into audit.audit_events select * from public.aside");
      audit().administer("drop table public.aside");
      audit()
          .administer(
              "delete from audit.ledger_deleted_leaves using audit.ledger_leaves as leaf where"
                  + " leaf.leaf_index = ledger_deleted_leaves.leaf_index and leaf.event_id = '"
                  + removed
                  + "'");
    }
    assertThat(verify(removed).getBoolean("intact")).isTrue();
    assertThat(verify(expired).getBoolean("intact")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"400, 2027-03-01", "3000, 2027-03-03"})
  void whatARunDeleted_isNoGap_andWhatIsMissingIsOne(int days, String day) throws Exception {
    String resource = "places-" + days;
    List<SampleEvent> events =
        LongStream.of(1, 2, 3, 5)
            .mapToObj(number -> SampleEvent.of(resource, number).at(day + "T12:00:00Z"))
            .toList();
    audit().store(events);
    String expired = events.get(1).id();
    makeShortLived(expired, "audit.read", "{}");
    age(expired, days);
    run(false);
    assertThat(isThere(expired)).isFalse();
    JsonPath timeline =
        audit()
            .as("auditor")
            .get(AuditClient.API + "/resources/object_type/" + resource + "/timeline")
            .jsonPath();
    assertThat(timeline.getInt("deleted")).isOne();
    assertThat(timeline.getList("gaps")).isEqualTo(List.of(Map.of("from", 4, "to", 4)));
    assertThat(gapsOfControl(day)).containsExactly("object_type/" + resource + " 4");
  }

  @Test
  void aDeletionStaysProven_whenRetentionHasDeletedTheEventThatRecordsIt() throws Exception {
    String expired = old("audit.read", "{}", 400);
    run(false);
    String deletion = deletionOf(expired);
    age(deletion, 400);
    run(false);
    assertThat(isThere(deletion)).isFalse();
    JsonPath ofEvent = verify(expired);
    assertThat(ofEvent.getBoolean("intact")).as(ofEvent.prettify()).isTrue();
    assertThat(ofEvent.getInt("deleted")).isOne();
    assertThat(verify(deletion).getInt("deleted")).isOne();
  }

  @Test
  void aMonthNobodyNeedsIsDroppedWhole_andTheRestOfTheRecordStays() throws Exception {
    String id = old("object_type.update", "{}", 3000);
    String partition = partitionOf(id);
    long claims = audit().count("select count(*) from audit.event_consumer_tracking");
    JsonPath run = run(false);
    assertThat(run.getInt("partitionsDropped")).isPositive();
    assertThat(run.getInt("expired")).isPositive();
    assertThat(audit().text("select to_regclass(?)::text", partition)).isNull();
    assertThat(audit().count("select count(*) from audit.event_consumer_tracking"))
        .isGreaterThanOrEqualTo(claims);
  }

  @Test
  void aMonthWithOneHeldEventLosesTheOthersOnly() throws Exception {
    String held = old("object_type.update", "{}", 3100);
    String other = old("object_type.update", "{}", 3100);
    admin(Map.of("reason", "case 8", "resourceId", resourceOf(held)))
        .post(HOLDS)
        .then()
        .statusCode(201);
    run(false);
    assertThat(isThere(held)).isTrue();
    assertThat(isThere(other)).isFalse();
  }

  @Test
  void aRunGoesOnWhenPostgresWasKilledInTheMiddle() throws Exception {
    String first = old("audit.read", "{}", 450);
    copies(first, 40_000);
    String resource = resourceOf(first);
    String location = request(false);
    await()
        .atMost(AuditClient.PATIENCE)
        .until(
            () ->
                audit()
                            .count(
                                "select coalesce(max(scanned), 0) from audit.retention_runs where finished_at is null")
                        > 0
                    || finished(location) != null);
    stack.postgres().kill();
    stack.postgres().start();
    JsonPath run = awaitFinished(location);
    assertThat(run.getInt("expired")).isGreaterThanOrEqualTo(40_001);
    assertThat(
            audit()
                .count("select count(*) from audit.audit_events where resource_id = ?", resource))
        .isZero();
    String runId = run.getString("id");
    await()
        .atMost(AuditClient.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(actionsOf("retention_run/" + runId))
                    .isEqualTo("retention.run,retention.run"));
  }

  @Test
  void policiesAreMadeChangedAndRemoved_andEachIsAnEvent() {
    Map<String, Object> policy = Map.of("name", "삼년", "tag", "three", "days", 1095);
    Response created = admin(policy).post(POLICIES);
    created.then().statusCode(201).body("name", equalTo("삼년")).body("specific", equalTo(true));
    String id = created.path("id");
    assertThat(created.header("Location")).isEqualTo(POLICIES + "/" + id);
    admin(Map.of("name", "four", "tag", "three", "days", 1460))
        .put(POLICIES + "/" + id)
        .then()
        .statusCode(200)
        .body("revision", equalTo(2));
    audit().as("auditor").get(POLICIES + "/" + id).then().body("days", equalTo(1460));
    audit().as("admin").delete(POLICIES + "/" + id).then().statusCode(204);
    audit().as("auditor").get(POLICIES + "/" + id).then().statusCode(404);
    assertThat(actionsOf("retention_policy/" + id))
        .isEqualTo("retention.policy.create,retention.policy.update,retention.policy.delete");
    JsonPath update =
        new JsonPath(
            audit()
                .text(
                    "select event from audit.audit_events where subject = ? and aggregate_sequence = 2",
                    "retention_policy/" + id));
    assertThat(update.getInt("data.changes.before.days")).isEqualTo(1095);
    assertThat(update.getInt("data.changes.after.days")).isEqualTo(1460);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"x\"}",
        "{\"name\":\"x\",\"days\":0}",
        "{\"name\":\"x\",\"days\":\"7\"}",
        "{\"name\":\"x\",\"days\":99999}",
        "{\"name\":\"\",\"days\":1}",
        "{\"name\":\"x\",\"days\":1,\"classification\":\"secret\"}",
        "{\"name\":\"x\",\"days\":1,\"actions\":[\"%\"]}",
        "{\"name\":\"x\",\"days\":1,\"actions\":\"auth.\"}",
        "{\"name\":\"x\\u0000\",\"days\":1}",
        "{\"name\":\"x\",\"days\":1,\"colour\":\"red\"}"
      })
  void aBadPolicyIsAProblem(String body) {
    audit()
        .as("admin")
        .contentType("application/json")
        .body(body)
        .post(POLICIES)
        .then()
        .statusCode(400)
        .contentType(startsWith("application/problem+json"));
  }

  @Test
  void aBadHoldOrRunIsAProblem() {
    admin(Map.of("actor", "x")).post(HOLDS).then().statusCode(400);
    admin(Map.of("reason", "x", "from", "2026-02-01T00:00:00Z", "to", "2026-01-01T00:00:00Z"))
        .post(HOLDS)
        .then()
        .statusCode(400);
    audit().as("admin").post(RUNS + "?dryRun=maybe").then().statusCode(400);
    audit().as("admin").get(HOLDS + "?state=x").then().statusCode(400);
    audit().as("admin").delete(POLICIES + "/1").then().statusCode(400);
    audit().as("admin").delete(POLICIES + "/" + UUID.randomUUID()).then().statusCode(404);
    audit().as("admin").get(RUNS + "/" + UUID.randomUUID()).then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "auditor,   GET,  200, 403",
    "developer, GET,  403, 403",
    "viewer,    GET,  403, 403"
  })
  void rolesDecide(String role, String method, int reading, int writing) {
    for (String path : List.of(POLICIES, HOLDS, RUNS)) {
      audit().as(role).request(method, path).then().statusCode(reading);
      audit()
          .as(role)
          .contentType("application/json")
          .body(Map.of("name", "x", "reason", "x", "days", 1))
          .post(path)
          .then()
          .statusCode(writing);
    }
  }

  private JsonPath run(boolean dryRun) {
    return awaitFinished(request(dryRun));
  }

  private String request(boolean dryRun) {
    return audit()
        .as("admin")
        .post(RUNS + "?dryRun=" + dryRun)
        .then()
        .statusCode(202)
        .extract()
        .header("Location");
  }

  private JsonPath awaitFinished(String location) {
    await().atMost(AuditClient.PATIENCE.multipliedBy(2)).until(() -> finished(location) != null);
    return finished(location);
  }

  /** Null while it is running, or nobody can say. */
  private JsonPath finished(String location) {
    Response answer = audit().as("auditor").get(location);
    boolean done = answer.statusCode() == 200 && "finished".equals(answer.path("state"));
    return done ? answer.jsonPath() : null;
  }

  /** Stores an event as if that many days ago, and gives its id. */
  private String old(String action, String tags, int days) throws Exception {
    SampleEvent event = SampleEvent.of("old-" + UUID.randomUUID(), 1);
    audit().store(event);
    makeShortLived(event.id(), action, tags);
    age(event.id(), days);
    return event.id();
  }

  /** What decides how long an event is kept. */
  private void makeShortLived(String id, String action, String tags) throws SQLException {
    audit()
        .administer(
            "update audit.audit_events set action = '%s', tags = '%s' where event_id = '%s'"
                .formatted(action, tags, id));
  }

  /** What control C01 finds of the resources that changed on that day and the next. */
  private List<String> gapsOfControl(String day) {
    Map<String, String> report =
        Map.of(
            "type",
            "compliance",
            "framework",
            "SOX",
            "from",
            day + "T00:00:00Z",
            "to",
            LocalDate.parse(day).plusDays(1) + "T00:00:00Z");
    String location =
        audit()
            .as("auditor")
            .contentType("application/json")
            .body(report)
            .post(AuditClient.API + "/reports")
            .then()
            .statusCode(202)
            .extract()
            .header("Location");
    awaitFinished(location);
    return audit()
        .as("auditor")
        .get(location + "/content")
        .jsonPath()
        .getList("controls.find { it.id == 'C01' }.samples");
  }

  /** As if the event had been recorded that many days ago. */
  private void age(String id, int days) throws SQLException {
    makePartition(days);
    audit()
        .administer(
            """
            update audit.audit_events
               set recorded_at = now() - interval '%d days'
             where event_id = '%s';
            update audit.ledger_leaves as leaf
               set recorded_at = stored.recorded_at
              from audit.audit_events as stored
             where stored.event_id = leaf.event_id
               and stored.event_id = '%s'
            """
                .formatted(days, id, id));
  }

  /** What a quick look at the leaf of an event finds. */
  private JsonPath verify(String id) {
    long leaf =
        audit().count("select leaf_index from audit.ledger_leaves where event_id = ?::uuid", id);
    return audit()
        .as("auditor")
        .contentType("application/json")
        .body(Map.of("from", leaf, "to", leaf + 1))
        .post(AuditClient.API + "/ledger/verify")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private String deletionOf(String id) {
    return audit()
        .text(
            "select deletion_id::text from audit.ledger_deleted_leaves join audit.ledger_leaves"
                + " using (leaf_index) where event_id = ?::uuid",
            id);
  }

  private void makePartition(int days) throws SQLException {
    String month =
        audit().text("select to_char(now() - make_interval(days => ?), 'YYYY-MM')", days);
    String name = "audit.audit_events_" + month.replace('-', '_');
    audit()
        .administer(
            "set timezone = 'UTC'; do $$ begin if to_regclass('"
                + name
                + "') is null then"
                + " create table "
                + name
                + " partition of audit.audit_events for values from ('"
                + month
                + "-01') to (date '"
                + month
                + "-01' + interval '1 month'); alter table "
                + name
                + " owner to audit_owner; end if; end $$");
  }

  private void copies(String id, int count) throws SQLException {
    audit()
        .administer(
            "insert into audit.audit_events (event_id, recorded_at, occurred_at, source, subject,"
                + " aggregate_sequence, actor_id, action, resource_type, resource_id, success, tags,"
                + " fields_changed, search, event) select gen_random_uuid(), recorded_at, occurred_at,"
                + " source, subject, n, actor_id, action, resource_type, resource_id, success, tags,"
                + " fields_changed, search, '{}' from audit.audit_events, generate_series(2, "
                + (count + 1)
                + ") as n where event_id = '"
                + id
                + "'");
  }

  private boolean isThere(String id) {
    return audit().count("select count(*) from audit.audit_events where event_id = ?::uuid", id)
        == 1;
  }

  private String resourceOf(String id) {
    String resource =
        audit().text("select resource_id from audit.audit_events where event_id = ?::uuid", id);
    return resource == null ? "gone" : resource;
  }

  private String partitionOf(String id) {
    return audit()
        .text(
            "select tableoid::regclass::text from audit.audit_events where event_id = ?::uuid", id);
  }

  private String actionsOf(String subject) {
    return audit()
        .text(
            "select string_agg(action, ',' order by aggregate_sequence) from audit.audit_events where subject = ?",
            subject);
  }

  private io.restassured.specification.RequestSpecification admin(Object body) {
    return audit().as("admin").contentType("application/json").body(body);
  }

  private AuditClient audit() {
    return new AuditClient(stack);
  }
}
