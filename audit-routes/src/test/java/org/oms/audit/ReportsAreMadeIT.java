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
import java.sql.Connection;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.LocalStack;

/** Reports are made in the background, say what is so, and are not lost with the process. */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
class ReportsAreMadeIT {

  private static final String REPORTS = AuditClient.API + "/reports";

  LocalStack stack;

  @ParameterizedTest
  @ValueSource(strings = {"SOX", "GDPR", "PCI_DSS"})
  void everyControlSaysWhatItAskedAndWhatItFound(String framework) {
    JsonPath report = json(make("auditor", "compliance", framework));
    assertThat(report.getList("controls")).hasSizeGreaterThan(5);
    for (Map<String, Object> control : report.<Map<String, Object>>getList("controls")) {
      assertThat(control)
          .containsKeys("id", "standard", "title", "count", "samples", "ranAt", "durationMs")
          .containsKey(control.containsKey("query") ? "query" : "note");
      assertThat(control.get("status")).isIn("PASS", "FAIL", "WARN", "NOT_APPLICABLE");
    }
    int all = report.getList("controls").size();
    int summed =
        report.<String, Integer>getMap("summary").values().stream()
            .mapToInt(Integer::intValue)
            .sum();
    assertThat(summed).isEqualTo(all);
  }

  @Test
  void aGapFailsItsControl() throws Exception {
    audit().store(SampleEvent.of("gap", 1), SampleEvent.of("gap", 3));
    JsonPath report = json(make("auditor", "compliance", "SOX"));
    assertThat(report.getString("controls.find { it.id == 'C01' }.status")).isEqualTo("FAIL");
    assertThat(report.<String>getList("controls.find { it.id == 'C01' }.samples"))
        .contains("object_type/gap 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C02", "C03"})
  void whatThisServiceCanNotSeeIsSaid_andNotPassed(String id) {
    JsonPath control = control(make("auditor", "compliance", "SOX"), id);
    assertThat(control.getString("status")).isEqualTo("NOT_APPLICABLE");
    assertThat(control.getString("note")).contains("make verify");
    assertThat(control.getString("query")).isNull();
  }

  @Test
  void anAlteredAndARemovedEventFailTheControlOfTheTree() throws Exception {
    SampleEvent altered = SampleEvent.of("tree-altered", 1);
    SampleEvent removed = SampleEvent.of("tree-removed", 1);
    audit().store(altered, removed);
    assertThat(control(makeNow(), "C05").getString("status")).isEqualTo("PASS");
    String these = " where event_id in ('" + altered.id() + "', '" + removed.id() + "')";
    audit().administer("create table public.aside as select * from audit.audit_events" + these);
    audit().administer("delete from audit.audit_events" + these);
    audit()
        .administer(
            "insert into audit.audit_events select * from public.aside where event_id = '%1$s';"
                    .formatted(altered.id())
                + " update audit.audit_events set event = '{}' where event_id = '%1$s'"
                    .formatted(altered.id()));
    try {
      JsonPath control = control(makeNow(), "C05");
      assertThat(control.getString("status")).isEqualTo("FAIL");
      assertThat(control.<String>getList("samples"))
          .anySatisfy(sample -> assertThat(sample).contains(altered.id()).endsWith("was altered"))
          .anySatisfy(
              sample -> assertThat(sample).contains(removed.id()).endsWith("is not stored"));
    } finally {
      audit().administer("delete from audit.audit_events" + these);
      audit().administer("insert into audit.audit_events select * from public.aside");
      audit().administer("drop table public.aside");
    }
    assertThat(control(makeNow(), "C05").getString("status")).isEqualTo("PASS");
  }

  @Test
  void aCheckpointThatWasReadIsEvidence_andAllLeavesAreSigned() {
    String checkpoint = UUID.randomUUID().toString();
    audit()
        .as("auditor")
        .header("X-Request-Id", checkpoint)
        .get(AuditClient.API + "/ledger/checkpoint")
        .then()
        .statusCode(200);
    String location = makeNow();
    assertThat(control(location, "C07").getString("status")).isEqualTo("PASS");
    assertThat(control(location, "C07").<String>getList("samples"))
        .contains(
            audit()
                .text(
                    "select event_id::text from audit.audit_events where request_id = ?",
                    checkpoint));
    assertThat(control(location, "C07").getString("note")).contains("No witness");
    assertThat(control(location, "C06").getString("status")).isEqualTo("PASS");
  }

  /** Whoever holds the lock of signing keeps the service from it. */
  @Test
  void leavesThatNobodyHasSignedFailTheirControl() throws Exception {
    try (Connection connection = stack.postgres().connect();
        Statement sql = connection.createStatement()) {
      sql.execute("select pg_advisory_lock(hashtext('audit.sign_checkpoint'))");
      SampleEvent event = SampleEvent.of("unsigned", 1);
      audit().store(event);
      String age =
          "update audit.ledger_leaves set recorded_at = recorded_at %s interval '6 min' where event_id = '"
              + event.id()
              + "'";
      sql.execute(age.formatted("-"));
      JsonPath control = control(makeNow(), "C06");
      sql.execute(age.formatted("+"));
      assertThat(control.getString("status")).isEqualTo("FAIL");
      assertThat(control.getInt("count")).isOne();
    }
  }

  @Test
  void aRoleThatCouldChangeEventsFailsItsControl() throws Exception {
    JsonPath before = json(make("auditor", "compliance", "PCI_DSS"));
    assertThat(before.getString("controls.find { it.id == 'C35' }.status")).isEqualTo("PASS");
    audit().administer("create role intruder; grant update on audit.audit_events to intruder");
    try {
      JsonPath report = json(make("auditor", "compliance", "PCI_DSS"));
      assertThat(report.getString("controls.find { it.id == 'C35' }.status")).isEqualTo("FAIL");
      assertThat(report.<String>getList("controls.find { it.id == 'C35' }.samples"))
          .containsExactly("intruder UPDATE");
    } finally {
      audit().administer("revoke all on audit.audit_events from intruder; drop role intruder");
    }
  }

  @Test
  void whatPeopleWroteIsTextInHtmlAndNoFormulaInCsv() throws Exception {
    String actor = "=<script>alert('x')</script>&김민준";
    audit().store(SampleEvent.of("written", 1).by(actor).at("2026-10-05T12:00:00Z"));
    // A time of its own: a report shows the first events of its time, and other tests store many.
    String location =
        make("auditor", body("audit_trail", null, "2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z"));
    Response html = audit().as("auditor").accept("text/html").get(location + "/content");
    html.then().statusCode(200).contentType(startsWith("text/html"));
    assertThat(html.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(html.asString()).contains("김민준").doesNotContain("<script");
    String csv = audit().as("auditor").get(location + "/content?format=csv").asString();
    assertThat(csv).contains("\"'=<script>").doesNotContain("\"=<script>");
    assertThat(json(location).<String>getList("events.actorId")).contains(actor);
  }

  @Test
  void developersGetReportsOfTheirOwnActionsOnly() throws Exception {
    audit()
        .store(
            SampleEvent.of("reported", 1).by("developer"),
            SampleEvent.of("reported", 2).by("other"));
    String own = make("developer", "change", null);
    JsonPath report =
        audit().as("developer").get(own + "/content").then().statusCode(200).extract().jsonPath();
    assertThat(report.<String>getList("events.actorId")).isNotEmpty().containsOnly("developer");
    assertThat(report.getString("onlyActor")).isEqualTo("developer");
    String foreign = make("auditor", "change", null);
    audit().as("developer").get(foreign).then().statusCode(404);
    audit().as("developer").get(foreign + "/content").then().statusCode(404);
    post("developer", body("compliance", "SOX")).then().statusCode(403);
    post("viewer", body("change", null)).then().statusCode(403);
    assertThat(audit().as("developer").get(REPORTS).jsonPath().<String>getList("items.requestedBy"))
        .containsOnly("developer");
  }

  @Test
  void aReportWhoseMakerDiedIsMadeByAnother_butNotForEver() throws Exception {
    String resumed = UUID.randomUUID().toString();
    String hopeless = UUID.randomUUID().toString();
    insert(resumed, 1, "now() - interval '1 s'");
    insert(hopeless, 3, "now() - interval '1 s'");
    awaitFinished(REPORTS + "/" + resumed);
    assertThat(state(REPORTS + "/" + resumed)).isEqualTo("finished");
    awaitFinished(REPORTS + "/" + hopeless);
    audit()
        .as("auditor")
        .get(REPORTS + "/" + hopeless)
        .then()
        .body("state", equalTo("failed"))
        .body("failure", startsWith("Given up after 3 attempts"));
    audit().as("auditor").get(REPORTS + "/" + hopeless + "/content").then().statusCode(409);
  }

  @Test
  void theRequestAndEachReadOfAReportAreEvents() {
    String location = make("auditor", "change", null);
    String id = location.substring(REPORTS.length() + 1);
    String requestId = UUID.randomUUID().toString();
    audit()
        .as("auditor")
        .header("X-Request-Id", requestId)
        .get(location + "/content")
        .then()
        .statusCode(200);
    String count = "select count(*) from audit.audit_events where action = 'audit.report' and ";
    assertThat(audit().count(count + "subject = ?", "report/" + id)).isEqualTo(1);
    assertThat(audit().count(count + "request_id = ?", requestId)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"type\":\"all\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}",
        "{\"type\":\"compliance\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}",
        "{\"type\":\"compliance\",\"framework\":\"HIPAA\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}",
        "{\"type\":\"change\",\"framework\":\"SOX\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}",
        "{\"type\":\"change\",\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
        "{\"type\":\"change\",\"from\":\"2020-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
        "{\"type\":\"change\",\"from\":\"yesterday\",\"to\":\"2026-01-01T00:00:00Z\"}",
        "{\"type\":\"change\",\"to\":\"2026-01-01T00:00:00Z\"}",
        "{\"type\":\"'; drop table reports; --\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}"
      })
  void aBadRequestIsAProblem(String body) {
    audit()
        .as("admin")
        .contentType("application/json")
        .body(body)
        .post(REPORTS)
        .then()
        .statusCode(400)
        .contentType(startsWith("application/problem+json"));
  }

  @Test
  void anUnknownReportOrFormIsAProblem() {
    audit().as("admin").get(REPORTS + "/" + UUID.randomUUID()).then().statusCode(404);
    audit().as("admin").get(REPORTS + "/1").then().statusCode(400);
    String location = make("auditor", "access", null);
    audit().as("admin").get(location + "/content?format=pdf").then().statusCode(400);
  }

  /** Asks for a report, waits until it is made and gives its address. */
  private String make(String role, String type, String framework) {
    return make(role, body(type, framework));
  }

  private String make(String role, Map<String, String> body) {
    String location = post(role, body).then().statusCode(202).extract().header("Location");
    awaitFinished(location);
    assertThat(state(location)).isEqualTo("finished");
    return location;
  }

  /** A report for SOX about the last days. */
  private String makeNow() {
    String tomorrow = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1).toString();
    String lastWeek = OffsetDateTime.now(ZoneOffset.UTC).minusDays(7).toString();
    return make("auditor", body("compliance", "SOX", lastWeek, tomorrow));
  }

  private JsonPath control(String location, String id) {
    return new JsonPath(audit().as("auditor").get(location + "/content").asString())
        .setRootPath("controls.find { it.id == '" + id + "' }");
  }

  private Response post(String role, Map<String, String> body) {
    return audit().as(role).contentType("application/json").body(body).post(REPORTS);
  }

  private static Map<String, String> body(String type, String framework) {
    return body(type, framework, "2026-11-01T00:00:00Z", "2027-06-01T00:00:00Z");
  }

  private static Map<String, String> body(String type, String framework, String from, String to) {
    Map<String, String> body = new HashMap<>(Map.of("type", type, "from", from, "to", to));
    if (framework != null) {
      body.put("framework", framework);
    }
    return body;
  }

  private void awaitFinished(String location) {
    await()
        .atMost(AuditClient.PATIENCE.multipliedBy(2))
        .until(() -> List.of("finished", "failed").contains(String.valueOf(state(location))));
  }

  private String state(String location) {
    return audit().as("auditor").get(location).jsonPath().getString("state");
  }

  private JsonPath json(String location) {
    return audit()
        .as("auditor")
        .get(location + "/content")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private void insert(String id, int attempts, String lease) throws Exception {
    audit()
        .administer(
            "insert into audit.reports (id, type, period_from, period_to, requested_by, attempts, lease_until)"
                + " values ('"
                + id
                + "', 'change', now() - interval '1 day', now(), 'auditor', "
                + attempts
                + ", "
                + lease
                + ")");
  }

  private AuditClient audit() {
    return new AuditClient(stack);
  }
}
