// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.oms.stack.LocalStack;

/**
 * The built audit service on real parts, with thousands of events that it stored while it was
 * killed three times. It is stopped then, and each test gets a copy of the database to tamper with.
 */
final class AuditedEvents {

  /** Several tiles, and a part of one; more than one batch is always on its way. */
  static final int EVENTS = 6_100;

  /** Leaves whose events retention has deleted: with their month, and one by one. */
  static final List<Integer> DROPPED = List.of(400, 409);

  static final List<Integer> DELETED = List.of(500, 509);

  /** As if the events of some leaves had been recorded so many days ago. */
  private static final String AGE =
      """
      do $$
      declare
        day date := current_date - %1$d;
      begin
        execute format(
          'create table audit.audit_events_%1$d partition of audit.audit_events for values from (%%L) to (%%L)',
          day, day + 1);
        alter table audit.audit_events_%1$d owner to audit_owner;
        update audit.ledger_leaves set recorded_at = day where leaf_index between %2$d and %3$d;
        update audit.audit_events as stored
           set recorded_at = day
          from audit.ledger_leaves as leaf
         where leaf.event_id = stored.event_id
           and leaf_index between %2$d and %3$d;
      end
      $$
      """;

  private static final int KILLS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path REPOSITORY =
      Path.of(System.getProperty("oms.repository", "..")).toAbsolutePath().normalize();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final LocalStack stack;
  private final List<String> checkpoints = new ArrayList<>();
  private final List<Long> storedAtKill = new ArrayList<>();
  private String evidence;
  private long leaves;
  private int copies;

  private AuditedEvents(LocalStack stack) {
    this.stack = stack;
  }

  /** Starts, stores, kills and stops. */
  static AuditedEvents store() throws Exception {
    LocalStack stack =
        LocalStack.configure()
            .projectDirectory(REPOSITORY)
            .stateDirectory(Path.of("target", "ledger-stack"))
            .freePorts()
            .parts("postgres", "nats", "audit")
            .stopOnExit()
            .open();
    stack.postgres().wipe(); // What an interrupted run left behind.
    stack.nats().wipe();
    stack.start();
    AuditedEvents events = new AuditedEvents(stack);
    events.publishAndKill();
    stack.audit().stop();
    return events;
  }

  /** How many events were stored each time the service was killed. */
  List<Long> storedAtKill() {
    return storedAtKill;
  }

  /** How many leaves there are: of these events, and of what retention has told. */
  long leaves() {
    return leaves;
  }

  /** Checkpoints that a client has kept, oldest first. */
  List<String> checkpoints() {
    return checkpoints;
  }

  /** What {@code GET /events/{id}/proof} answered for one event. */
  String evidence() {
    return evidence;
  }

  /** The verifier key of this ledger, as the operator hands it out. */
  String key() {
    return stack.addresses().get("LEDGER_KEYS");
  }

  /** What the verification finds in a copy of the database that was tampered with so. */
  VerifyLedger.Result verifyAfter(String tampering, String... checkpointFiles) throws Exception {
    String copy = "copy_" + ++copies;
    try (java.sql.Connection connection = stack.postgres().connect("postgres");
        Statement sql = connection.createStatement()) {
      sql.execute("create database " + copy + " template audit_db");
    }
    try (java.sql.Connection connection = stack.postgres().connect(copy);
        Statement sql = connection.createStatement()) {
      sql.execute("set search_path = audit");
      sql.execute(tampering);
    }
    return new VerifyLedger(environment(copy)).run(checkpointFiles);
  }

  /** The settings of the verification for a database. */
  Map<String, String> environment(String database) {
    Map<String, String> environment = new HashMap<>(stack.addresses());
    environment.compute("LEDGER_POSTGRES_URL", (name, url) -> url.replace("audit_db", database));
    return environment;
  }

  void stop() {
    stack.stop();
  }

  private void publishAndKill() throws Exception {
    String template =
        Files.readString(REPOSITORY.resolve("contracts/examples/object-type-created.json"));
    ObjectNode event = (ObjectNode) new ObjectMapper().readTree(template);
    String last = null;
    Connection connection = Nats.connect(stack.nats().address());
    try {
      List<CompletableFuture<PublishAck>> acknowledged = new ArrayList<>();
      for (int i = 1; i <= EVENTS; i++) {
        last = UUID.randomUUID().toString();
        event.put("id", last).put("sequence", i);
        acknowledged.add(publish(connection.jetStream(), last, event.toString()));
      }
      CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new)).join();
      for (int i = 1; i <= KILLS; i++) {
        long some = (long) EVENTS * i / (KILLS + 2);
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> stored() >= some);
        stack.audit().kill();
        storedAtKill.add(stored());
        stack.audit().start();
        checkpoints.add(checkpoint());
      }
      await().atMost(PATIENCE).until(() -> stored() == EVENTS);
      deleteByRetention();
      checkpoints.add(checkpoint());
      evidence = get("/events/" + last + "/proof");
      leaves = number("select count(*) from audit.ledger_leaves");
      // The service signs by itself; nobody has to ask.
      await()
          .atMost(PATIENCE)
          .until(() -> number("select max(tree_size) from audit.ledger_checkpoints") == leaves);
    } finally {
      connection.close();
    }
  }

  private void deleteByRetention() throws Exception {
    try (java.sql.Connection connection = stack.postgres().connect();
        Statement sql = connection.createStatement()) {
      sql.execute(AGE.formatted(3000, DROPPED.get(0), DROPPED.get(1)));
      sql.execute(AGE.formatted(2000, DELETED.get(0), DELETED.get(1)));
    }
    send("admin", "POST", "/retention/runs", 202);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                number(
                        "select count(*) from audit.audit_events where resource_type = 'retention_run'")
                    == 2);
  }

  private static CompletableFuture<PublishAck> publish(JetStream stream, String id, String event) {
    Headers headers = new Headers().add("Nats-Msg-Id", id);
    return stream.publishAsync(
        "audit.events.object_type.create", headers, event.getBytes(StandardCharsets.UTF_8));
  }

  private String checkpoint() throws IOException, InterruptedException {
    return get("/ledger/checkpoint");
  }

  private String get(String path) throws IOException, InterruptedException {
    return send("auditor", "GET", path, 200);
  }

  private String send(String role, String method, String path, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(stack.audit().address() + "/api/v1/audit" + path))
                .header("Authorization", "Bearer " + stack.token(role))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(status);
    return answer.body();
  }

  /** Without what the service itself tells, such as that a checkpoint was read. */
  private long stored() throws SQLException {
    return number("select count(*) from audit.audit_events where source = '/oms'");
  }

  private long number(String query) throws SQLException {
    try (java.sql.Connection connection = stack.postgres().connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
