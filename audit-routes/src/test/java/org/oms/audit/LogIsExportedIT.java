// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.LocalStack;

/** Exports: all that fits, as it was stored, in each form; and nobody can hold a place for ever. */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
class LogIsExportedIT {

  private static final String EXPORT = AuditClient.API + "/events/export";

  private static final ObjectMapper JSON = new ObjectMapper();

  LocalStack stack;

  @Test
  void ndjson_hasEachEventOnALineOfItsOwn() throws Exception {
    audit().store("lines", 25);
    Response answer = export("auditor", "ndjson", "lines");
    assertThat(answer.contentType()).isEqualTo("application/x-ndjson");
    assertThat(answer.header("Content-Disposition")).contains("audit-events.ndjson");
    List<String> lines = answer.asString().lines().toList();
    assertThat(lines).hasSize(25);
    assertThat(lines.stream().map(LogIsExportedIT::sequence))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
  }

  @Test
  void json_isOneDocumentWithTheEventsCharacterForCharacter() throws Exception {
    SampleEvent event = SampleEvent.of("document", 1).named("직원 😀 \\ud83d\\ude00 é");
    audit().store(event, SampleEvent.of("document", 2));
    Response answer = export("auditor", "json", "document");
    assertThat(answer.asString()).contains("\"event\":" + event.json() + "}");
    assertThat(answer.jsonPath().getInt("count")).isEqualTo(2);
    assertThat(answer.jsonPath().getList("items")).hasSize(2);
  }

  @Test
  void csv_hasNoFormulaAndGivesBackWhatWasStored() throws Exception {
    List<String> actors = List.of("=cmd|' /C calc'!A0", "+1", "-1", "@x", "＝1", "'quoted", "김민준");
    List<SampleEvent> events = new ArrayList<>();
    for (String actor : actors) {
      events.add(SampleEvent.of("cells", events.size() + 1).by(actor));
    }
    audit().store(events);
    List<Map<String, String>> rows = csv(export("auditor", "csv", "cells"));
    assertThat(rows).hasSize(actors.size());
    List<String> cells = rows.stream().map(row -> row.get("actorId")).toList();
    assertThat(cells).noneMatch(cell -> "=+-@＝".indexOf(cell.charAt(0)) >= 0);
    assertThat(cells.stream().map(cell -> cell.replaceFirst("^'", ""))).containsAll(actors);
    List<JsonNode> exported = new ArrayList<>();
    for (Map<String, String> row : rows) {
      exported.add(JSON.readTree(row.get("event")));
    }
    for (SampleEvent event : events) {
      assertThat(exported).contains(JSON.readTree(event.json()));
    }
  }

  @Test
  void developersExportTheirOwnActionsOnly() throws Exception {
    audit()
        .store(
            SampleEvent.of("exported", 1).by("developer"),
            SampleEvent.of("exported", 2).by("somebody-else"));
    assertThat(export("developer", "ndjson", "exported").asString().lines()).hasSize(1);
    audit().as("viewer").get(EXPORT).then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format=xml",
        "format=ocsf",
        "format=",
        "limit=10",
        "cursor=x",
        "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
        "sort=name",
        "q=a*b"
      })
  void aBadParameterIsAProblem(String query) {
    audit()
        .as("auditor")
        .urlEncodingEnabled(false)
        .get(EXPORT + "?" + query)
        .then()
        .statusCode(400)
        .contentType(startsWith("application/problem+json"))
        .body("type", equalTo("/problems/bad-request"));
  }

  @Test
  void aClientThatGoesAwayFreesItsPlace() throws Exception {
    storeMuch("gone");
    String requestId = UUID.randomUUID().toString();
    List<Socket> clients = List.of(begin("gone", requestId), begin("gone", requestId));
    await()
        .atMost(AuditClient.PATIENCE)
        .untilAsserted(() -> assertThat(exports(requestId, "began")).isEqualTo(2));
    export("auditor", "ndjson", "nothing")
        .then()
        .statusCode(429)
        .header("Retry-After", equalTo("5"))
        .body("type", equalTo("/problems/too-many-requests"));
    for (Socket client : clients) {
      client.close();
    }
    await()
        .atMost(Duration.ofSeconds(10)) // sooner than a client that stalls is cut off
        .until(() -> export("auditor", "ndjson", "nothing").statusCode() == 200);
    await()
        .atMost(AuditClient.PATIENCE)
        .untilAsserted(() -> assertThat(exports(requestId, "aborted")).isEqualTo(2));
  }

  @Test
  void aClientThatTakesNothingIsCutOff() throws Exception {
    storeMuch("stalled");
    String requestId = UUID.randomUUID().toString();
    try (Socket client = begin("stalled", requestId)) {
      await()
          .atMost(AuditClient.PATIENCE)
          .untilAsserted(() -> assertThat(exports(requestId, "began")).isEqualTo(1));
      await()
          .atMost(AuditClient.PATIENCE)
          .untilAsserted(() -> assertThat(exports(requestId, "aborted")).isEqualTo(1));
      client.setSoTimeout(10_000);
      assertThat(readToTheEnd(client)).doesNotContain("\r\n0\r\n\r\n");
    }
  }

  @Test
  void anExportIsTwoEvents_itsBeginningAndItsEnd() throws Exception {
    audit().store("recorded", 20);
    String requestId = UUID.randomUUID().toString();
    audit()
        .as("auditor")
        .header("X-Request-Id", requestId)
        .queryParams("resourceId", "recorded", "format", "csv")
        .get(EXPORT)
        .then()
        .statusCode(200);
    assertThat(exports(requestId, "began")).isEqualTo(1);
    assertThat(exports(requestId, "complete")).isEqualTo(1);
    JsonPath end =
        new JsonPath(
            audit()
                .text(
                    "select event from audit.audit_events where request_id = ? and aggregate_sequence = 2",
                    requestId));
    assertThat(end.getInt("data.metadata.results")).isEqualTo(20);
    assertThat(end.getString("data.metadata.filters.resourceId")).isEqualTo("recorded");
    assertThat(end.getString("data.actor.id")).isEqualTo("auditor");
  }

  private AuditClient audit() {
    return new AuditClient(stack);
  }

  private Response export(String role, String format, String resource) {
    return audit()
        .as(role)
        .queryParams("format", format, "resourceId", resource, "sort", "recordedAt")
        .get(EXPORT);
  }

  private long exports(String requestId, String phase) {
    return audit()
        .count(
            "select count(*) from audit.audit_events where request_id = ?"
                + " and action = 'audit.export' and event #>> '{data,metadata,phase}' = ?",
            requestId,
            phase);
  }

  /** More than the buffers between service and client hold. */
  private void storeMuch(String resource) throws Exception {
    List<SampleEvent> events = new ArrayList<>();
    for (int i = 1; i <= 150; i++) {
      events.add(SampleEvent.of(resource, i).named("x".repeat(200_000)));
    }
    audit().store(events);
  }

  /** A client that asks for an export and reads nothing. */
  private Socket begin(String resource, String requestId) throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(4096);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
    String request =
        "GET "
            + EXPORT
            + "?resourceId="
            + resource
            + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
            + stack.token("auditor")
            + "\r\nX-Request-Id: "
            + requestId
            + "\r\n\r\n";
    client.getOutputStream().write(request.getBytes(US_ASCII));
    client.getOutputStream().flush();
    return client;
  }

  private static String readToTheEnd(Socket client) {
    StringBuilder tail = new StringBuilder();
    byte[] buffer = new byte[65536];
    try {
      int count = client.getInputStream().read(buffer);
      while (count >= 0) {
        tail.append(new String(buffer, 0, count, US_ASCII));
        tail.delete(0, Math.max(0, tail.length() - 20));
        count = client.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      tail.append("reset");
    }
    return tail.toString();
  }

  private static long sequence(String line) {
    return new JsonPath(line).getLong("event.sequence");
  }

  private static List<Map<String, String>> csv(Response answer) throws IOException {
    assertThat(answer.contentType()).startsWith("text/csv").containsIgnoringCase("charset=utf-8");
    CsvMapper mapper =
        CsvMapper.builder().enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS).build();
    try (MappingIterator<Map<String, String>> rows =
        mapper
            .readerForMapOf(String.class)
            .with(mapper.schema().withHeader())
            .readValues(answer.asByteArray())) {
      return rows.readAll();
    }
  }
}
