// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.ontology.rest.Bodies.BRANCHES;
import static org.oms.ontology.rest.Bodies.OBJECT_TYPES;
import static org.oms.ontology.rest.Bodies.json;
import static org.oms.ontology.rest.Bodies.name;
import static org.oms.ontology.rest.Bodies.objectType;
import static org.oms.ontology.rest.Bodies.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oms.ontology.RealParts;
import org.oms.ontology.rest.Client.Answer;

/** What one branch changed comes into another; only the caller settles what both changed. */
@QuarkusTest
@WithTestResource(RealParts.class)
class MergesIT extends AsDeveloper {

  private String type;
  private String source;
  private String target;

  /** A type with a description, and two branches that both know it. */
  @BeforeEach
  void makeBranches() {
    type = name("Merged");
    source = name("source-");
    target = name("target-");
    developer.post(OBJECT_TYPES, objectType(type).put("description", "base")).is(201);
    developer.post(BRANCHES, json("{'name': '" + target + "'}")).is(201);
    developer.post(BRANCHES, json("{'name': '" + source + "', 'from': '" + target + "'}")).is(201);
  }

  @Test
  void differentFields_mergeByThemselves_inOneCommit() {
    patch(source, "{'description': 'source'}");
    patch(target, "{'displayName': 'target'}");
    String added = name("Added");
    developer.post(on(source, OBJECT_TYPES), objectType(added)).is(201);

    Answer merged = merge("[]").is(200);

    assertThat(merged.header("OMS-Commit")).isNotBlank();
    assertThat(merged.body().path("changes")).hasSize(2);
    assertThat(merged.body().path("conflicts")).isEmpty();
    JsonNode now = read(target);
    assertThat(now.path("description").asText()).isEqualTo("source");
    assertThat(now.path("displayName").asText()).isEqualTo("target");
    developer.get(on(target, OBJECT_TYPES) + "/" + added).is(200);
    Answer again = merge("[]").is(200);
    assertThat(again.body().path("changes")).isEmpty();
    assertThat(again.header("OMS-Commit")).isEmpty();
  }

  @Test
  void theSameField_isAConflict_whichShowsAllThreeSides_andChangesNothing() {
    patch(source, "{'description': 'source'}");
    patch(target, "{'description': 'target'}");

    Answer refused = merge("[]").isProblem(409, "merge-conflict");
    assertThat(refused.body().path("conflicts")).hasSize(1);
    JsonNode conflict = refused.body().path("conflicts").path(0);
    assertThat(conflict.path("type").asText()).isEqualTo("modify-modify");
    assertThat(conflict.path("field").asText()).isEqualTo("description");
    assertThat(conflict.path("base").asText()).isEqualTo("base");
    assertThat(conflict.path("source").asText()).isEqualTo("source");
    assertThat(conflict.path("target").asText()).isEqualTo("target");
    assertThat(read(target).path("description").asText()).isEqualTo("target");
    Answer dry =
        developer
            .post(
                BRANCHES + "/" + source + "/merge?dryRun=true",
                json("{'target': '" + target + "'}"))
            .is(200);
    assertThat(dry.body().path("conflicts")).containsExactly(conflict);
  }

  @ParameterizedTest
  @CsvSource({"source, source", "target, target", "base, base", "value, both"})
  void eachResolution_isTaken(String take, String expected) {
    patch(source, "{'description': 'source'}");
    patch(target, "{'description': 'target'}");
    String rid = read(target).path("rid").asText();

    merge(
            "[{'rid': '%s', 'field': 'description', 'take': '%s', 'value': 'both'}]"
                .formatted(rid, take))
        .is(200);

    assertThat(read(target).path("description").asText()).isEqualTo(expected);
  }

  @Test
  void conflictSettledForTheTarget_isRecordedAsAMerge_andDoesNotComeBack() {
    patch(source, "{'description': 'source'}");
    patch(target, "{'description': 'target'}");
    String rid = read(target).path("rid").asText();

    Answer settled =
        merge("[{'rid': '" + rid + "', 'field': 'description', 'take': 'target'}]").is(200);

    assertThat(settled.header("OMS-Commit")).isNotBlank();
    assertThat(settled.body().path("changes")).isEmpty();
    assertThat(merge("[]").is(200).body().path("conflicts")).isEmpty();
    patch(source, "{'displayName': 'later'}");
    merge("[]").is(200);
    assertThat(read(target).path("description").asText()).isEqualTo("target");
    assertThat(read(target).path("displayName").asText()).isEqualTo("later");
  }

  @ParameterizedTest
  @CsvSource({"source, 404", "target, 200"})
  void changedHere_deletedThere_isDecidedForTheWholeResource(String take, int status) {
    developer.delete(on(source, OBJECT_TYPES) + "/" + type, "If-Match", "*").is(204);
    patch(target, "{'description': 'target'}");
    String rid = read(target).path("rid").asText();

    Answer refused = merge("[]").isProblem(409, "merge-conflict");
    assertThat(refused.body().path("conflicts").path(0).path("type").asText())
        .isEqualTo("modify-delete");
    merge("[{'rid': '%s', 'take': '%s'}]".formatted(rid, take)).is(200);
    developer.get(on(target, OBJECT_TYPES) + "/" + type).is(status);
  }

  @Test
  void theSameNameAddedOnBothSides_isAConflict() {
    String added = name("AddedTwice");
    Answer ours =
        developer.post(on(source, OBJECT_TYPES), objectType(added).put("icon", "a")).is(201);
    developer.post(on(target, OBJECT_TYPES), objectType(added).put("icon", "b")).is(201);

    Answer refused = merge("[]").isProblem(409, "merge-conflict");
    assertThat(refused.body().path("conflicts").path(0).path("type").asText()).isEqualTo("add-add");
    String rid = ours.body().path("rid").asText();
    merge("[{'rid': '" + rid + "', 'take': 'source'}]").is(200);
    assertThat(
            developer
                .get(on(target, OBJECT_TYPES) + "/" + added)
                .is(200)
                .body()
                .path("icon")
                .asText())
        .isEqualTo("a");
  }

  @Test
  void whatWouldBreakTheTarget_isRefused() {
    String parent = name("Parent");
    developer.post(on(target, OBJECT_TYPES), objectType(parent)).is(201);
    developer
        .post(BRANCHES + "/" + target + "/merge", json("{'target': '" + source + "'}"))
        .is(200);
    patch(source, "{'parentType': '" + parent + "'}");
    developer.delete(on(target, OBJECT_TYPES) + "/" + parent, "If-Match", "*").is(204);

    merge("[]").isProblem(422, "integrity-violated");
  }

  @Test
  void aBranchIntoItself_isRefused() {
    developer
        .post(BRANCHES + "/" + source + "/merge", json("{'target': '" + source + "'}"))
        .isProblem(422, "merge-with-itself");
  }

  private Answer merge(String resolutions) {
    ObjectNode request = json("{'resolutions': " + resolutions + "}");
    return developer.post(
        BRANCHES + "/" + source + "/merge", request.put("target", target).put("message", "왜"));
  }

  private void patch(String branch, String patch) {
    developer.patch(on(branch, OBJECT_TYPES) + "/" + type, json(patch), "If-Match", "*").is(200);
  }

  private JsonNode read(String branch) {
    return developer.get(on(branch, OBJECT_TYPES) + "/" + type).is(200).body();
  }
}
