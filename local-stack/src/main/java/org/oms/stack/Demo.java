// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The main job on a running stack: a sample ontology goes in over REST, a branch is changed and
 * merged, and the audit trail of exactly that comes out. Safe to repeat: what is loaded stays, the
 * branch is a new one.
 */
final class Demo {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final List<String> KINDS = List.of("interfaces", "object-types", "link-types");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** From the answer of OMS to the row in the audit log; a healthy stack needs milliseconds. */
  private static final Duration TRAIL_LIMIT = Duration.ofSeconds(60);

  private static final Duration TRAIL_POLL = Duration.ofMillis(100);

  private final Consumer<String> out;
  private final String branch;
  private final ApiClient developer;
  private final ApiClient merger;
  private final ApiClient viewer;
  private final ApiClient auditor;

  /** Each write is one event for each resource it changes; a refused attempt is one too. */
  private int expected;

  Demo(LocalStack stack, Consumer<String> out, Instant now) {
    this.out = out;
    branch = "demo-" + STAMP.format(now);
    URI oms = URI.create(stack.oms().address() + "/api/v1");
    developer = new ApiClient(oms, token("kim.minjun", "developer", now), branch);
    merger = new ApiClient(oms, token("lee.seoyeon", "admin", now), branch);
    viewer = new ApiClient(oms, token("choi.yuna", "viewer", now), branch);
    URI audit = URI.create(stack.audit().address() + "/api/v1/audit");
    auditor = new ApiClient(audit, token("park.haneul", "auditor", now), branch);
  }

  private static String token(String user, String role, Instant now) {
    return new DevelopmentToken(user, List.of(role), Duration.ofHours(1)).signed(now);
  }

  /** Whether every expected event came out, and no other. */
  boolean run() {
    loadOntology();
    createBranch();
    reviseVessel();
    boolean paperIsThere = names("object-types").contains(SampleOntology.LOGBOOKS.get(0));
    swapLogbook(paperIsThere);
    showDiff();
    attemptRemoval();
    merge();
    return showTrail();
  }

  private void loadOntology() {
    Set<String> present = new HashSet<>();
    KINDS.forEach(kind -> present.addAll(names(kind)));
    List<ObjectNode> missing = SampleOntology.missing(present);
    if (missing.isEmpty()) {
      step(
          "The sample ontology is already loaded: %d resources on main.".formatted(present.size()));
      return;
    }
    step("Loading a container port's ontology into main:");
    for (ObjectNode changeSet : missing) {
      ApiClient.Answer answer = developer.post("/schemas/main/changes", changeSet);
      JsonNode results = ApiClient.require(200, answer).get("results");
      expected += results.size();
      detail(
          "%2d %s in commit %s"
              .formatted(results.size(), results.at("/0/kind").asText(), answer.commit()));
    }
  }

  private Set<String> names(String kind) {
    Set<String> names = new HashSet<>();
    String page = "/schemas/main/" + kind + "?limit=500";
    String cursor = "";
    do {
      JsonNode body = ApiClient.require(200, developer.get(page + cursor));
      body.get("items").forEach(item -> names.add(item.get("apiName").asText()));
      cursor = cursorParameter(body);
    } while (!cursor.isEmpty());
    return names;
  }

  private void createBranch() {
    step("Creating branch %s from main.".formatted(branch));
    ObjectNode body = JSON.createObjectNode().put("name", branch).put("from", "main");
    ApiClient.require(201, developer.post("/branches", body));
    expected++;
  }

  private void reviseVessel() {
    String path = "/schemas/" + branch + "/object-types/" + SampleOntology.REVISED_TYPE;
    ApiClient.Answer current = developer.get(path);
    ApiClient.require(200, current);
    ObjectNode change =
        JSON.createObjectNode()
            .put("description", "국제 항해 선박, IMO 번호로 식별한다 (%s). ⚓".formatted(branch));
    ApiClient.require(200, developer.patch(path, change, current.etag()));
    expected++;
    step("On the branch: a compatible change of %s,".formatted(SampleOntology.REVISED_TYPE));
  }

  private void swapLogbook(boolean paperIsThere) {
    ObjectNode changeSet = SampleOntology.swapLogbook(paperIsThere);
    ApiClient.Answer answer = developer.post("/schemas/" + branch + "/changes", changeSet);
    expected += ApiClient.require(200, answer).get("results").size();
    detail(
        "an addition (%s) and a removal (%s) in one commit."
            .formatted(
                SampleOntology.LOGBOOKS.get(paperIsThere ? 1 : 0),
                SampleOntology.LOGBOOKS.get(paperIsThere ? 0 : 1)));
  }

  private void showDiff() {
    step("How %s differs from main:".formatted(branch));
    ApiClient.Answer answer = developer.get("/branches/" + branch + "/diff?target=main");
    for (JsonNode change : ApiClient.require(200, answer).get("changes")) {
      detail(
          "%-8s %s %s"
              .formatted(
                  change.get("change").asText(),
                  change.get("kind").asText(),
                  change.get("apiName").asText()));
      if (change.get("change").asText().equals("updated")) {
        for (JsonNode field : change.get("fields")) {
          detail(
              "           %s: %s → %s"
                  .formatted(field.get("field").asText(), field.path("old"), field.path("new")));
        }
      }
    }
  }

  private void attemptRemoval() {
    String path = "/schemas/main/object-types/" + SampleOntology.REVISED_TYPE;
    String etag = viewer.get(path).etag();
    ApiClient.require(403, viewer.delete(path, etag));
    expected++;
    step("A viewer tried to remove %s from main: refused.".formatted(SampleOntology.REVISED_TYPE));
  }

  private void merge() {
    ObjectNode body = JSON.createObjectNode().put("target", "main").put("message", "전자 항해일지 도입");
    ApiClient.Answer answer = merger.post("/branches/" + branch + "/merge", body);
    JsonNode changes = ApiClient.require(200, answer).get("changes");
    expected += 1 + changes.size(); // The merge itself, and each resource it changes.
    step("Merged into main: %d resources in commit %s.".formatted(changes.size(), answer.commit()));
  }

  private boolean showTrail() {
    step("The audit trail of this run, as an auditor reads it:");
    boolean complete =
        Condition.holdsWithin(TRAIL_LIMIT, TRAIL_POLL, () -> trail().size() >= expected);
    List<JsonNode> events = trail();
    Timeline.of(events).forEach(out);
    boolean exact = complete && events.size() == expected;
    step(
        "%d events expected, %d found: %s."
            .formatted(expected, events.size(), exact ? "complete" : "NOT as expected"));
    return exact;
  }

  private List<JsonNode> trail() {
    List<JsonNode> events = new ArrayList<>();
    String page = "/events?sort=occurredAt&limit=500&correlationId=" + branch;
    String cursor = "";
    do {
      JsonNode body = ApiClient.require(200, auditor.get(page + cursor));
      body.get("items").forEach(item -> events.add(item.get("event")));
      cursor = cursorParameter(body);
    } while (!cursor.isEmpty());
    return events;
  }

  private static String cursorParameter(JsonNode page) {
    return page.hasNonNull("nextCursor")
        ? "&cursor=" + URLEncoder.encode(page.get("nextCursor").asText(), StandardCharsets.UTF_8)
        : "";
  }

  private void step(String line) {
    out.accept(line);
  }

  private void detail(String line) {
    out.accept("  " + line);
  }
}
