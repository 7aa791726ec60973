// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.BRANCHES;
import static org.oms.routetests.Ontology.CHANGES;
import static org.oms.routetests.Ontology.INTERFACES;
import static org.oms.routetests.Ontology.LINK_TYPES;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.verify.TerminusDbReader;

/** One change travels from the REST call to the auditor's search, whole and once. */
class CompleteAuditFlowIT {

  private static final String EVENTS = "/api/v1/audit/events";

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void createdObjectType_isSeenOnNats_inPostgres_andFoundByEveryRoad() throws Exception {
    String name = Ontology.name("Employee");
    try (NatsMessages messages = new NatsMessages(SYSTEM.stack().nats())) {
      ObjectNode body = Ontology.objectType(name).put("displayName", Ontology.KOREAN);
      Api.Answer created = SYSTEM.oms().post(OBJECT_TYPES, body);
      assertThat(created.status()).as(created.toString()).isEqualTo(201);

      NatsMessages.Received message =
          messages.next(event -> event.at("/data/target/resourceName").asText().equals(name));
      JsonNode event = message.event();
      assertThat(message.subject()).isEqualTo("audit.events.object_type.create");
      assertThat(message.messageId()).isEqualTo(event.path("id").asText());
      assertThat(schema().validate(message.text(), InputFormat.JSON)).isEmpty();
      assertThat(event.path("commit").asText())
          .isEqualTo(created.header("OMS-Commit").orElseThrow());
      TerminusDbReader.Commit commit = SYSTEM.commitOnMain(event.path("commit").asText());
      assertThat(commit.author()).isEqualTo(event.at("/data/actor/username").asText());
      assertThat(commit.message()).isEqualTo("event=" + event.path("id").asText());
      assertThat(event.path("sequence").asInt()).isEqualTo(1);
      assertThat(event.at("/data/changes/after/displayName").asText()).isEqualTo(Ontology.KOREAN);
      assertThat(event.at("/data/target/resourceId").asText())
          .isEqualTo(created.body().path("rid").asText());

      awaitThat("the event is stored").until(() -> database.stored(name) == 1);
      assertFoundByEveryRoad(name, event);
    }
  }

  private void assertFoundByEveryRoad(String name, JsonNode event) {
    String id = event.path("id").asText();
    String rid = event.at("/data/target/resourceId").asText();
    assertThat(SYSTEM.audit().get(EVENTS + "/" + id).body().path("event")).isEqualTo(event);
    assertThat(foundBy(Map.of("resourceName", name))).containsExactly(id);
    assertThat(foundBy(Map.of("commit", event.path("commit").asText(), "action", "object_type.")))
        .containsExactly(id);
    assertThat(foundBy(Map.of("resourceId", rid, "success", "true"))).containsExactly(id);
    assertThat(foundBy(Map.of("resourceId", rid, "success", "false"))).isEmpty();
    assertThat(foundBy(Map.of("q", name))).containsExactly(id);
    assertThat(foundBy(Map.of("q", "직원 resourceId:" + rid))).containsExactly(id);
    JsonNode timeline =
        SYSTEM.audit().get("/api/v1/audit/resources/object_type/" + rid + "/timeline").body();
    assertThat(timeline.path("complete").asBoolean()).isTrue();
    assertThat(timeline.at("/items/0/event/id").asText()).isEqualTo(id);
  }

  @Test
  void everyKindOfResource_isToldWithItsOwnAction() {
    String employee = Ontology.name("Employee");
    String department = Ontology.name("Department");
    String worksIn = Ontology.name("WorksIn");
    String located = Ontology.name("Located");
    created(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(employee)));
    created(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(department)));
    created(SYSTEM.oms().post(LINK_TYPES, Ontology.linkType(worksIn, employee, department)));
    created(SYSTEM.oms().post(INTERFACES, Ontology.interfaceType(located)));
    created(
        SYSTEM
            .oms()
            .post(
                OBJECT_TYPES + "/" + employee + "/properties",
                Ontology.property("email").put("displayName", "이메일 📧 " + employee)));

    awaitThat("all are stored")
        .untilAsserted(
            () -> {
              assertThat(database.storedActions(employee)).containsExactly("object_type.create");
              assertThat(database.storedActions(worksIn)).containsExactly("link_type.create");
              assertThat(database.storedActions(located)).containsExactly("interface.create");
              assertThat(foundBy(Map.of("action", "property.create", "q", "이메일 " + employee)))
                  .hasSize(1);
            });
  }

  @Test
  void updateAndDelete_continueTheTimeline() {
    String name = Ontology.name("Changing");
    Api.Answer first = created(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)));
    Api.Answer second =
        SYSTEM.oms().patch(OBJECT_TYPES + "/" + name, Ontology.description("둘째 ✨"), first.etag());
    assertThat(second.status()).as(second.toString()).isEqualTo(200);
    Api.Answer third = SYSTEM.oms().delete(OBJECT_TYPES + "/" + name, second.etag());
    assertThat(third.status()).as(third.toString()).isEqualTo(204);

    awaitThat("all are stored")
        .untilAsserted(
            () ->
                assertThat(database.storedActions(name))
                    .containsExactly(
                        "object_type.create", "object_type.update", "object_type.delete"));
    String rid = first.body().path("rid").asText();
    JsonNode timeline =
        SYSTEM.audit().get("/api/v1/audit/resources/object_type/" + rid + "/timeline").body();
    assertThat(timeline.path("complete").asBoolean()).isTrue();
    assertThat(timeline.at("/items/1/event/data/changes/fieldsChanged/0").asText())
        .isEqualTo("description");
    assertThat(timeline.at("/items/1/event/data/changes/after/description").asText())
        .isEqualTo("둘째 ✨");
    assertThat(timeline.at("/items/2/event/data/changes/after").isNull()).isTrue();
  }

  @Test
  void changeSetOfFifty_isOneCommitAndFiftyEvents() {
    String word = Ontology.name("Set");
    Api.Answer answer =
        SYSTEM
            .oms()
            .post(
                CHANGES,
                Ontology.changeSet(
                    IntStream.range(0, 50)
                        .mapToObj(i -> Ontology.creation(Ontology.objectType(word + "N" + i)))
                        .toArray(JsonNode[]::new)));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.body().path("results")).hasSize(50);
    awaitThat("all are stored").until(() -> database.storedBeginning(word) == 50);
    assertThat(foundBy(Map.of("commit", answer.header("OMS-Commit").orElseThrow()))).hasSize(50);
  }

  @Test
  void mergedBranch_isToldWithTheMergeAsTheCause() {
    String branch = Ontology.name("feature-").toLowerCase(java.util.Locale.ROOT);
    String onBoth = Ontology.name("OnBoth");
    String onBranch = Ontology.name("OnBranch");
    created(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(onBoth)));
    created(SYSTEM.oms().post(BRANCHES, Api.JSON.createObjectNode().put("name", branch)));
    String there = Ontology.onBranch(branch, OBJECT_TYPES);
    created(SYSTEM.oms().post(there, Ontology.objectType(onBranch)));
    Api.Answer patched =
        SYSTEM
            .oms()
            .patch(
                there + "/" + onBoth,
                Ontology.description("지점에서"),
                SYSTEM.oms().get(there + "/" + onBoth).etag());
    assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + onBranch).status()).isEqualTo(404);

    JsonNode diff = SYSTEM.oms().get(BRANCHES + "/" + branch + "/diff?target=main").body();
    assertThat(texts(diff.path("changes"), "apiName")).containsExactlyInAnyOrder(onBoth, onBranch);
    Api.Answer merged =
        SYSTEM
            .oms()
            .post(
                BRANCHES + "/" + branch + "/merge",
                Api.JSON.createObjectNode().put("target", "main"));
    assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + onBranch).status()).isEqualTo(200);
    assertMergeIsToldAsTheCause(merged.header("OMS-Commit").orElseThrow(), onBoth, onBranch);
  }

  private void assertMergeIsToldAsTheCause(String commit, String... names) {
    awaitThat("the merge is stored")
        .untilAsserted(
            () -> assertThat(foundBy(Map.of("commit", commit))).hasSize(1 + names.length));
    JsonNode items =
        SYSTEM.audit().get(EVENTS + query(Map.of("commit", commit))).body().path("items");
    String mergeId =
        stream(items)
            .filter(item -> item.at("/event/data/action").asText().equals("branch.merge"))
            .map(item -> item.at("/event/id").asText())
            .findFirst()
            .orElseThrow();
    assertThat(stream(items).filter(item -> !item.at("/event/id").asText().equals(mergeId)))
        .allSatisfy(item -> assertThat(item.at("/event/causationid").asText()).isEqualTo(mergeId))
        .extracting(item -> item.at("/event/data/target/resourceName").asText())
        .containsExactlyInAnyOrder(names);
  }

  @Test
  void refusedWrites_areToldAsFailures() {
    String name = Ontology.name("Refused");
    created(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)));
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(409);
    assertThat(
            SYSTEM
                .oms()
                .patch(OBJECT_TYPES + "/" + name, Ontology.description("x"), "\"000000000000-9\"")
                .status())
        .isEqualTo(412);
    String viewer = Ontology.name("viewer");
    ObjectNode forbidden = Ontology.objectType(Ontology.name("Forbidden"));
    assertThat(SYSTEM.oms(viewer, "viewer").post(OBJECT_TYPES, forbidden).status()).isEqualTo(403);

    awaitThat("the failures are stored")
        .untilAsserted(
            () -> {
              assertThat(foundBy(Map.of("resourceName", name, "success", "false"))).hasSize(2);
              assertThat(foundBy(Map.of("actor", viewer, "success", "false"))).hasSize(1);
            });
    assertThat(database.stored(name)).isEqualTo(1);
  }

  @Test
  void replayedRequest_getsTheSameAnswerAndMakesNoSecondEvent() {
    String name = Ontology.name("Replayed");
    String key = UUID.randomUUID().toString();
    Api.Answer first = created(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name), key));
    Api.Answer second = SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name), key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("OMS-Commit")).isEqualTo(first.header("OMS-Commit"));
    assertThat(
            SYSTEM
                .oms()
                .post(OBJECT_TYPES, Ontology.objectType(Ontology.name("Other")), key)
                .status())
        .isEqualTo(422);

    String sentinel = Ontology.name("Sentinel");
    created(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(sentinel)));
    awaitThat("a later event is stored").until(() -> database.stored(sentinel) == 1);
    assertThat(database.stored(name)).isEqualTo(1);
  }

  @Test
  void pagingThroughEvents_showsEachOnce() {
    String word = Ontology.name("Paged");
    String requestTag = Ontology.name("correlation");
    SYSTEM
        .oms()
        .post(
            CHANGES,
            Ontology.changeSet(
                IntStream.range(0, 25)
                    .mapToObj(
                        i ->
                            Ontology.creation(
                                Ontology.objectType(word + "N" + i).put("description", requestTag)))
                    .toArray(JsonNode[]::new)));
    awaitThat("all are stored").until(() -> database.storedBeginning(word) == 25);

    List<String> names = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = SYSTEM.audit().get(EVENTS + "?limit=10&q=" + requestTag + cursor).body();
      stream(page.path("items"))
          .forEach(item -> names.add(item.at("/event/data/target/resourceName").asText()));
      cursor = page.has("nextCursor") ? "&cursor=" + encoded(page.path("nextCursor").asText()) : "";
      pages++;
    } while (!cursor.isEmpty());
    assertThat(pages).isEqualTo(3);
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 25).mapToObj(i -> word + "N" + i).toList());
  }

  private static Api.Answer created(Api.Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer;
  }

  /** The ids of the events that fit, newest first. */
  private List<String> foundBy(Map<String, String> filters) {
    Api.Answer answer = SYSTEM.audit().get(EVENTS + query(filters));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return stream(answer.body().path("items")).map(item -> item.at("/event/id").asText()).toList();
  }

  private static String query(Map<String, String> filters) {
    StringBuilder query = new StringBuilder("?limit=500");
    filters.forEach(
        (name, value) -> query.append('&').append(name).append('=').append(encoded(value)));
    return query.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> texts(JsonNode items, String field) {
    return stream(items).map(item -> item.path(field).asText()).toList();
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false);
  }

  private static Schema schema() throws IOException {
    Path file =
        Path.of(System.getProperty("oms.repository", ".."))
            .resolve("contracts/audit-event.schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file));
  }
}
