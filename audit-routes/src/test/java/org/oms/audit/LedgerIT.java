// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.LocalStack;

/** Every stored event is a leaf, in one order; what was signed is never contradicted. */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
@TestProfile(LedgerIT.FourConsumers.class)
class LedgerIT {

  private static final String API = "/api/v1/audit";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Inject ProducerTemplate routes;

  LocalStack stack;

  /**
   * Four batches at once, and small ones, so that many meet at the end of the tree. Checkpoints are
   * signed when a test asks for them.
   */
  public static class FourConsumers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "audit.ingest.consumers", "4",
          "audit.ingest.batch-max", "50",
          "audit.ledger.checkpoint-interval", "1h");
    }
  }

  @Test
  void fourConsumersBuildOneTreeWithoutAGap() throws Exception {
    int events = 3000;
    try (EventStream stream = new EventStream(stack)) {
      for (int i = 1; i <= events; i++) {
        stream.send(SampleEvent.of("tree", i));
      }
      stream.awaitAcknowledged();
    }
    await().atMost(PATIENCE).until(() -> stored("tree") == events);
    assertThat(number("select count(*) from audit.ledger_leaves"))
        .isEqualTo(number("select count(*) from audit.audit_events"));
    assertThat(number("select max(leaf_index) + 1 from audit.ledger_leaves"))
        .isEqualTo(number("select count(*) from audit.ledger_leaves"));
    assertThat(number(read("batches-out-of-order"))).isZero();
    assertThat(number(read("leaves-unlike-events"))).isZero();
    assertThat(number("select count(distinct recorded_at) from audit.ledger_leaves"))
        .as("transactions")
        .isGreaterThan(4);
    assertIntact();
  }

  @Test
  void anEventIsProvenUnderASignedCheckpoint() throws Exception {
    SampleEvent event = SampleEvent.of("proof", 1).named("직원 😀");
    store(event);
    JsonPath evidence =
        await().atMost(PATIENCE).until(() -> evidence(event), found -> found != null);
    assertThat(evidence.getString("event")).isEqualTo(event.json());
    assertThat(evidence.getString("key")).isEqualTo(text("/ledger/key").lines().findFirst().get());
    assertThat(evidence.getLong("leafIndex")).isLessThan(evidence.getLong("treeSize"));
    assertThat(evidence.getString("checkpoint").lines().toList().get(1))
        .isEqualTo(evidence.getString("treeSize"));
  }

  @Test
  void whoeverMaySeeTheEventMaySeeItsProof() throws Exception {
    SampleEvent event = SampleEvent.of("whose", 1).by("somebody-else");
    store(event);
    await().atMost(PATIENCE).until(() -> evidence(event) != null);
    String path = "/events/" + event.id() + "/proof";
    assertThat(get("developer", path).statusCode()).isEqualTo(404);
    assertThat(get("viewer", path).statusCode()).isEqualTo(403);
    assertThat(get("auditor", "/events/nonsense/proof").statusCode()).isEqualTo(400);
    assertThat(get("auditor", "/events/" + SampleEvent.of("x", 1).id() + "/proof").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aTreeThatHasNotGrownIsSignedOnce() throws Exception {
    store(SampleEvent.of("once", 1));
    routes.requestBody("direct:signGrowth", "");
    long checkpoints = number("select count(*) from audit.ledger_checkpoints");
    routes.requestBody("direct:signGrowth", "");
    assertThat(number("select count(*) from audit.ledger_checkpoints")).isEqualTo(checkpoints);
    assertThat(number("select count(*) from audit.ledger_checkpoints where tree_size = " + size()))
        .isEqualTo(1);
  }

  @Test
  void whileACheckpointIsFreshNoOtherIsSigned() throws Exception {
    String signed = signAll();
    age("-1 hour");
    SampleEvent event = SampleEvent.of("fresh", 1);
    store(event);
    assertThat(text("/ledger/checkpoint")).isEqualTo(signed);
    Response proof = get("auditor", "/events/" + event.id() + "/proof");
    assertThat(proof.statusCode()).isEqualTo(503);
    assertThat(proof.header("Retry-After")).isNotBlank();
    age("1 hour");
    assertThat(get("auditor", "/events/" + event.id() + "/proof").statusCode()).isEqualTo(200);
    assertThat(text("/ledger/checkpoint")).isNotEqualTo(signed);
  }

  @Test
  void consistencyIsAnsweredForEverySize_andOnlyThose() throws Exception {
    store(SampleEvent.of("consistency", 1));
    JsonPath all = get("viewer", "/ledger/consistency").jsonPath();
    long size = all.getLong("to");
    assertThat(size).isPositive();
    assertThat(all.getList("proof")).isEmpty();
    assertThat(
            get("viewer", "/ledger/consistency?from=1&to=" + size).jsonPath().getString("toRoot"))
        .isEqualTo(all.getString("toRoot"));
    for (String bad : List.of("from=-1", "from=x", "from=01", "from=2&to=1", "to=999999999999")) {
      Response answer = get("viewer", "/ledger/consistency?" + bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(400);
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  @Test
  void aQuickLookFindsAnAlteredEvent() throws Exception {
    SampleEvent event = SampleEvent.of("altered", 1);
    store(event);
    assertIntact();
    alter(event, "nothing special", "nothing at all");
    try {
      JsonPath found = verify("{}").jsonPath();
      assertThat(found.getBoolean("intact")).isFalse();
      assertThat(found.getString("findings[0].kind")).isEqualTo("event-altered");
      assertThat(found.getString("findings[0].eventId")).isEqualTo(event.id());
    } finally {
      alter(event, "nothing at all", "nothing special");
    }
    assertIntact();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{\"from\":\"1\"}",
        "{\"from\":1.5}",
        "{\"from\":-1}",
        "{\"to\":99999999}",
        "{\"size\":1}"
      })
  void aBadRangeIsAProblem(String body) {
    Response answer = verify(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void everyReadOfTheLedgerIsAnEvent() throws Exception {
    SampleEvent event = SampleEvent.of("read", 1);
    store(event);
    await().atMost(PATIENCE).until(() -> evidence(event) != null);
    assertRead("GET", "/ledger/checkpoint", "audit.read", "getCheckpoint", Map.of());
    assertRead(
        "GET", "/ledger/consistency?from=1", "audit.read", "getConsistency", Map.of("from", "1"));
    assertRead(
        "GET",
        "/events/" + event.id() + "/proof",
        "audit.read",
        "getEventProof",
        Map.of("id", event.id()));
    assertRead(
        "POST", "/ledger/verify", "audit.verify", "verifyLedger", Map.of("from", "0", "to", "1"));
    Response refused = verifyAs("viewer", "{}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(eventOf(refused).getString("data.action")).isEqualTo("audit.verify");
    assertThat(eventOf(refused).getBoolean("data.success")).isFalse();
  }

  private void assertRead(
      String method, String path, String action, String operation, Map<String, String> filters) {
    Response answer =
        given()
            .auth()
            .oauth2(stack.token("auditor"))
            .contentType("application/json")
            .body(method.equals("POST") ? "{\"from\":0,\"to\":1}" : "")
            .request(method, API + path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    JsonPath read = eventOf(answer);
    assertThat(read.getString("data.action")).isEqualTo(action);
    assertThat(read.getString("data.actor.id")).isEqualTo("auditor");
    assertThat(read.getString("data.metadata.operation")).isEqualTo(operation);
    assertThat(read.<String, String>getMap("data.metadata.filters")).isEqualTo(filters);
  }

  /** What was stored of a request before it was answered. */
  private JsonPath eventOf(Response answer) {
    return new JsonPath(
        new AuditClient(stack)
            .text(
                "select event from audit.audit_events where request_id = ?",
                answer.header("X-Request-Id")));
  }

  @Test
  void metricsTellTheTreeItsSignatureAndWhatVerificationsFound() throws Exception {
    SampleEvent event = SampleEvent.of("measured", 1);
    store(event);
    routes.requestBody("direct:signGrowth", "");
    age("10 minutes");
    routes.requestBody("direct:measureLedger", "");
    assertThat(metric("audit_ledger_leaves")).isEqualTo((double) size());
    assertThat(metric("audit_ledger_signed_leaves")).isEqualTo((double) size());
    assertThat(metric("audit_ledger_checkpoint_age_seconds")).isBetween(590.0, 700.0);
    assertThat(metric("audit_ledger_damaged")).isZero();
    double faulty = metric("audit_ledger_verifications_total{outcome=\"faulty\"}");
    alter(event, "nothing special", "nothing at all");
    assertThat(verify("{}").jsonPath().getInt("found")).isOne();
    alter(event, "nothing at all", "nothing special");
    assertThat(metric("audit_ledger_verification_findings")).isOne();
    assertThat(metric("audit_ledger_verifications_total{outcome=\"faulty\"}"))
        .isEqualTo(faulty + 1);
    assertIntact();
    assertThat(metric("audit_ledger_verification_findings")).isZero();
  }

  /** Zero while there is no such metric. */
  private static double metric(String name) {
    return given()
        .get("/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void onlyAuditorsMayVerify() {
    assertThat(verifyAs("developer", "{}").statusCode()).isEqualTo(403);
    assertThat(given().get(API + "/ledger/checkpoint").statusCode()).isEqualTo(401);
  }

  @Test
  void aTreeThatContradictsWhatWasSignedIsNotSigned_andEventsAreStoredAllTheSame()
      throws Exception {
    store(SampleEvent.of("contradiction", 1));
    while (size() % 256 > 200) {
      store(SampleEvent.of("contradiction", 1)); // no node is made of the forged leaf
    }
    long last = signedSize(signAll()) - 1;
    administer(
        "create table public.aside as select * from audit.ledger_leaves where leaf_index = "
            + last);
    administer(
        "update audit.ledger_leaves set leaf_hash = sha256('forged') where leaf_index = " + last);
    try {
      long signed = number("select count(*) from audit.ledger_checkpoints");
      store(SampleEvent.of("contradiction", 2));
      await()
          .atMost(PATIENCE)
          .until(() -> get("auditor", "/ledger/checkpoint").statusCode() == 409);
      assertThat(number("select count(*) from audit.ledger_checkpoints")).isEqualTo(signed);
      assertThat(
              given()
                  .get("/health/ready")
                  .jsonPath()
                  .getBoolean("checks.find { it.name == 'ledger' }.data.damaged"))
          .isTrue();
      assertThat(verify("{}").jsonPath().getList("findings.kind")).contains("tree");
    } finally {
      administer(
          "update audit.ledger_leaves l set leaf_hash = a.leaf_hash from public.aside a where a.leaf_index = l.leaf_index");
      administer("drop table public.aside");
    }
    await().atMost(PATIENCE).until(() -> get("auditor", "/ledger/checkpoint").statusCode() == 200);
    assertIntact();
  }

  @Test
  void aPausedInstanceDoesNotHoldUpTheOthers() throws Exception {
    String append = read("append-leaves").replaceAll(":#\\w+", "?");
    try (Connection paused = connect("AUDIT_POSTGRES_USER", "AUDIT_POSTGRES_PASSWORD");
        PreparedStatement statement = paused.prepareStatement(append)) {
      paused.setAutoCommit(false);
      statement.setArray(1, paused.createArrayOf("uuid", new UUID[] {UUID.randomUUID()}));
      statement.setArray(2, paused.createArrayOf("bytea", new byte[][] {new byte[32]}));
      statement.execute();
      store(SampleEvent.of("paused", 1));
      assertThatThrownBy(paused::commit).isInstanceOf(SQLException.class);
    }
    assertIntact();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update ledger_leaves set leaf_hash = ''",
        "delete from ledger_leaves",
        "insert into ledger_leaves select 99999999, event_id, now(), leaf_hash from ledger_leaves",
        "update ledger_nodes set node_hash = ''",
        "insert into ledger_nodes values (1, 99999999, '')",
        "update ledger_checkpoints set note = ''",
        "delete from ledger_checkpoints",
        "select complete_nodes(0, 256)"
      })
  void theServiceCanOnlyAppend(String statement) throws SQLException {
    try (Connection connection = connect("AUDIT_POSTGRES_USER", "AUDIT_POSTGRES_PASSWORD");
        Statement sql = connection.createStatement()) {
      assertThatThrownBy(() -> sql.execute(statement)).hasMessageContaining("permission denied");
    }
  }

  private void store(SampleEvent event) throws Exception {
    int before = stored(event.resourceId());
    try (EventStream stream = new EventStream(stack)) {
      stream.send(event).awaitAcknowledged();
    }
    await().atMost(PATIENCE).until(() -> stored(event.resourceId()) > before);
  }

  /** A checkpoint that covers all that is stored now; reading it adds a leaf. */
  private String signAll() throws SQLException {
    long stored = size();
    return await()
        .atMost(PATIENCE)
        .until(() -> text("/ledger/checkpoint"), note -> signedSize(note) >= stored);
  }

  private static long signedSize(String note) {
    return Long.parseLong(note.lines().toList().get(1));
  }

  /** As if the newest checkpoint had been signed so long ago. */
  private void age(String interval) throws SQLException {
    administer(
        "update audit.ledger_checkpoints set signed_at = now() - interval '%s' where tree_size = (select max(tree_size) from audit.ledger_checkpoints)"
            .formatted(interval));
  }

  private void alter(SampleEvent event, String from, String to) throws SQLException {
    administer(
        "update audit.audit_events set event = replace(event::text, '%s', '%s')::json where event_id = '%s'"
            .formatted(from, to, event.id()));
  }

  private void assertIntact() {
    Response answer = verify("{}");
    assertThat(answer.jsonPath().getBoolean("intact")).as(answer.asString()).isTrue();
  }

  private Response verify(String body) {
    return verifyAs("auditor", body);
  }

  private Response verifyAs(String role, String body) {
    return given()
        .auth()
        .oauth2(stack.token(role))
        .contentType("application/json")
        .body(body)
        .post(API + "/ledger/verify");
  }

  /** Null while the event is in no checkpoint. */
  private JsonPath evidence(SampleEvent event) {
    Response answer = get("auditor", "/events/" + event.id() + "/proof");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 503);
    return answer.statusCode() == 200 ? answer.jsonPath() : null;
  }

  private String text(String path) {
    Response answer = get("viewer", path);
    assertThat(answer.contentType()).startsWith("text/plain");
    return answer.asString();
  }

  private Response get(String role, String path) {
    return given().auth().oauth2(stack.token(role)).get(API + path);
  }

  private int stored(String resource) {
    return get("auditor", "/events?count=true&limit=1&resourceId=" + resource)
        .jsonPath()
        .getInt("count");
  }

  private long size() throws SQLException {
    return number("select count(*) from audit.ledger_leaves");
  }

  private static String read(String statement) throws java.io.IOException {
    try (var file = LedgerIT.class.getResourceAsStream("/sql/ledger/" + statement + ".sql")) {
      return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private long number(String query) throws SQLException {
    try (Connection connection = stack.postgres().connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
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
