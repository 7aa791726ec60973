// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.ontology.rest.Bodies.CHANGES;
import static org.oms.ontology.rest.Bodies.LINK_TYPES;
import static org.oms.ontology.rest.Bodies.OBJECT_TYPES;
import static org.oms.ontology.rest.Bodies.changeSet;
import static org.oms.ontology.rest.Bodies.creation;
import static org.oms.ontology.rest.Bodies.deletion;
import static org.oms.ontology.rest.Bodies.json;
import static org.oms.ontology.rest.Bodies.linkType;
import static org.oms.ontology.rest.Bodies.name;
import static org.oms.ontology.rest.Bodies.objectType;
import static org.oms.ontology.rest.Bodies.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.rest.Client.Answer;

/** Many operations take effect together, in one commit, or not at all. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ChangeSetsIT extends AsDeveloper {

  private static final int OPERATIONS_MAX = 1000;

  @Test
  void operations_seeWhatEarlierOnesDid_andShareACommit() {
    String employee = name("Employee");
    String department = name("Department");
    String link = name("WorksIn");
    Answer made =
        developer
            .post(
                CHANGES,
                changeSet(
                    creation("object-types", objectType(employee)),
                    creation("object-types", objectType(department)),
                    creation("link-types", linkType(link, employee, department)),
                    update(employee, "*", json("{'description': '직원'}"))))
            .is(200);

    JsonNode results = made.body().path("results");
    assertThat(results).hasSize(4);
    Answer read = developer.get(OBJECT_TYPES + "/" + employee).is(200);
    assertThat(read.body().path("description").asText()).isEqualTo("직원");
    assertThat(read.body().path("revision").asInt()).isEqualTo(1);
    assertThat(results.path(3).path("etag").asText()).isEqualTo(read.etag());
    developer.get(LINK_TYPES + "/" + link).is(200);
    for (String type : new String[] {employee, department}) {
      JsonNode history =
          developer.get(OBJECT_TYPES + "/" + type + "/history").is(200).body().path("items");
      assertThat(history).hasSize(1);
      assertThat(history.path(0).path("commit").asText()).isEqualTo(made.header("OMS-Commit"));
    }
    developer
        .post(
            CHANGES,
            changeSet(
                deletion("link-types", link),
                deletion("object-types", employee),
                deletion("object-types", department)))
        .is(200);
    developer.get(LINK_TYPES + "/" + link).isProblem(404, "resource-not-found");
  }

  @Test
  void oneBadOperation_undoesAll() {
    String good = name("Good");
    developer.post(OBJECT_TYPES, objectType(name("Taken"))).is(201);
    Answer refused =
        developer.post(
            CHANGES,
            changeSet(
                creation("object-types", objectType(good)),
                update(good, "\"stale-1\"", json("{'description': 'd'}"))));

    assertThat(refused.isProblem(412, "revision-stale").errors())
        .containsExactly("/operations/1/ifMatch stale");
    developer.get(OBJECT_TYPES + "/" + good).isProblem(404, "resource-not-found");
  }

  @Test
  void allThatIsWrong_isInOneAnswer_eachAtItsOperation() {
    ObjectNode nameless = objectType(name("X"));
    nameless.remove("displayName");
    ObjectNode unknown = objectType(name("Y")).put("colour", "red");
    assertThat(
            developer
                .post(
                    CHANGES,
                    changeSet(
                        creation("object-types", nameless), creation("object-types", unknown)))
                .isProblem(400, "request-invalid")
                .errors())
        .containsExactlyInAnyOrder(
            "/operations/0/body/displayName required", "/operations/1/body/colour unknown-field");

    ObjectNode orphan = objectType(name("A")).put("parentType", "NoSuchType");
    ObjectNode link = linkType(name("L"), "NoSuchType", "NoOtherType");
    assertThat(
            developer
                .post(
                    CHANGES,
                    changeSet(creation("object-types", orphan), creation("link-types", link)))
                .isProblem(422, "integrity-violated")
                .errors())
        .containsExactlyInAnyOrder(
            "/operations/0/body/parentType reference-missing",
            "/operations/1/body/from reference-missing",
            "/operations/1/body/to reference-missing");
  }

  @Test
  void aThousandOperations_areOneCommit_andOneMoreIsRefused() {
    String prefix = name("Bulk");
    ObjectNode[] operations =
        IntStream.rangeClosed(0, OPERATIONS_MAX)
            .mapToObj(i -> creation("object-types", small(prefix + "x" + i)))
            .toArray(ObjectNode[]::new);
    ObjectNode tooMany = changeSet(operations);
    assertThat(developer.post(CHANGES, tooMany).isProblem(400, "request-invalid").errors())
        .containsExactly("/operations too-large");

    ObjectNode most = changeSet(operations);
    most.withArray("operations").remove(OPERATIONS_MAX);
    Answer made = developer.post(CHANGES, most).is(200);
    assertThat(made.body().path("results")).hasSize(OPERATIONS_MAX);
    Answer page = developer.get(OBJECT_TYPES + "?limit=500&q=" + prefix).is(200);
    assertThat(page.body().path("items")).hasSize(500);
  }

  @Test
  void aDryRun_plansAll_andDoesNothing() {
    String name = name("Planned");
    Answer planned =
        developer
            .post(CHANGES + "?dryRun=true", changeSet(creation("object-types", objectType(name))))
            .is(200);
    assertThat(planned.body().path("results").path(0).path("apiName").asText()).isEqualTo(name);
    developer.get(OBJECT_TYPES + "/" + name).isProblem(404, "resource-not-found");
  }

  @Test
  void operationsThatLackWhatTheyNeed_areRefused() {
    ObjectNode bodiless = json("{'op': 'create', 'kind': 'object-types'}");
    assertThat(
            developer.post(CHANGES, changeSet(bodiless)).isProblem(400, "request-invalid").errors())
        .containsExactly("/operations/0/body required");
    ObjectNode nameless = json("{'op': 'delete', 'kind': 'object-types', 'ifMatch': '*'}");
    assertThat(developer.post(CHANGES, changeSet(nameless)).status()).isBetween(400, 404);
    String name = name("Unconditional");
    developer.post(OBJECT_TYPES, objectType(name)).is(201);
    ObjectNode unconditional = update(name, "*", json("{'description': 'd'}"));
    unconditional.remove("ifMatch");
    developer.post(CHANGES, changeSet(unconditional)).isProblem(428, "if-match-missing");
    developer.post(CHANGES, changeSet()).isProblem(400, "request-invalid");
  }

  private static ObjectNode small(String apiName) {
    return json("{'displayName': 'Bulk'}").put("apiName", apiName);
  }
}
