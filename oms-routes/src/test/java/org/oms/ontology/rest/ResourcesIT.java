// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.ontology.rest.Bodies.INTERFACES;
import static org.oms.ontology.rest.Bodies.LINK_TYPES;
import static org.oms.ontology.rest.Bodies.OBJECT_TYPES;
import static org.oms.ontology.rest.Bodies.json;
import static org.oms.ontology.rest.Bodies.linkType;
import static org.oms.ontology.rest.Bodies.name;
import static org.oms.ontology.rest.Bodies.objectType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.rest.Client.Answer;

/** One resource is made, read, changed and deleted, under the preconditions HTTP has for it. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ResourcesIT extends AsDeveloper {

  /** Korean, an emoji of two surrogates, one of several code points, a combining mark, quotes. */
  private static final String TEXT = "직원 정보 🚀 👩‍👩‍👧 e\\u0301 \\\"'\\\\ <b>&amp;</b> \\t\\n";

  @Test
  void aCreatedResource_isReadAsItWasAnswered() {
    String name = name("Employee");
    Answer created = developer.post(OBJECT_TYPES, objectType(name)).is(201);

    assertThat(created.header("Location")).isEqualTo(OBJECT_TYPES + "/" + name);
    assertThat(created.header("OMS-Commit")).isNotBlank();
    assertThat(created.body().path("rid").asText()).startsWith("ri.oms.object-type.");
    assertThat(created.body().path("revision").asInt()).isEqualTo(1);
    assertThat(created.body().path("createdBy").asText()).isEqualTo("developer");
    Answer read = developer.get(created.header("Location")).is(200);
    assertThat(read.response().body()).isEqualTo(created.response().body());
    assertThat(read.etag()).isEqualTo(created.etag()).startsWith("\"").endsWith("\"");
    assertThat(read.header("Warning")).isEmpty();
  }

  @Test
  void textOfAnyKind_comesBackAsItWentIn() throws Exception {
    String name = name("Text");
    ObjectNode body = objectType(name);
    String text = Client.JSON.readTree("\"" + TEXT + "\"").asText();
    body.put("displayName", text).put("description", text);
    developer.post(OBJECT_TYPES, body).is(201);

    Answer read = developer.get(OBJECT_TYPES + "/" + name).is(200);
    assertThat(read.body().path("displayName").asText()).isEqualTo(text);
    assertThat(read.body().path("description").asText()).isEqualTo(text);
    Answer found = developer.get(OBJECT_TYPES + "?q=%F0%9F%9A%80").is(200);
    assertThat(found.body().path("items").findValuesAsText("apiName")).contains(name);
  }

  @Test
  void aKnownEntityTag_isAnsweredWithoutABody() {
    String path = OBJECT_TYPES + "/" + name("Known");
    String etag = create(path).etag();

    Answer same = developer.get(path, "If-None-Match", etag).is(304);
    assertThat(same.response().body()).isEmpty();
    assertThat(same.etag()).isEqualTo(etag);
    developer.get(path, "If-None-Match", "\"other\", W/" + etag).is(304);
    developer.get(path, "If-None-Match", "*").is(304);
    developer.get(path, "If-None-Match", "\"other\"").is(200);
    Answer list = developer.get(OBJECT_TYPES).is(200);
    developer.get(OBJECT_TYPES, "If-None-Match", list.etag()).is(304);
    create(OBJECT_TYPES + "/" + name("Another"));
    developer.get(OBJECT_TYPES, "If-None-Match", list.etag()).is(200);
  }

  @Test
  void aChange_needsAPreconditionThatHolds() {
    String name = name("Guarded");
    String path = OBJECT_TYPES + "/" + name;
    String first = create(path).etag();
    ObjectNode patch = json("{'description': 'd'}");

    developer.patch(path, patch).isProblem(428, "if-match-missing");
    developer.put(path, objectType(name)).isProblem(428, "if-match-missing");
    developer.delete(path).isProblem(428, "if-match-missing");
    String second = developer.patch(path, patch, "If-Match", first).is(200).etag();
    assertThat(second).isNotEqualTo(first);
    Answer stale = developer.patch(path, patch, "If-Match", first).isProblem(412, "revision-stale");
    assertThat(stale.errors()).containsExactly("/If-Match stale");
    developer.put(path, objectType(name), "If-Match", first).isProblem(412, "revision-stale");
    developer.delete(path, "If-Match", first).isProblem(412, "revision-stale");
    developer.delete(path, "If-Match", "no-quotes").isProblem(412, "revision-stale");
    developer.delete(path, "If-Match", "\"other\", " + second).is(204);
  }

  @Test
  void aPatch_changesWhatItNames_removesWhatIsNull_andKeepsTheRest() {
    String name = name("Patched");
    String path = OBJECT_TYPES + "/" + name;
    String etag = create(path).etag();

    Answer patched =
        developer
            .patch(
                path,
                json("{'displayName': '사원', 'titleProperty': null, 'groups': ['people']}"),
                "If-Match",
                etag)
            .is(200);
    assertThat(patched.body().path("displayName").asText()).isEqualTo("사원");
    assertThat(patched.body().has("titleProperty")).isFalse();
    assertThat(patched.body().path("groups").path(0).asText()).isEqualTo("people");
    assertThat(patched.body().path("properties").size()).isEqualTo(2);
    assertThat(patched.body().path("revision").asInt()).isEqualTo(2);
    assertThat(developer.get(path).body()).isEqualTo(patched.body());
  }

  @Test
  void aPut_replacesAll_andTakesBackWhatWasRead() {
    String name = name("Replaced");
    String path = OBJECT_TYPES + "/" + name;
    Answer created = create(path);

    ObjectNode body = (ObjectNode) created.body();
    body.put("icon", "person");
    Answer replaced = developer.put(path, body, "If-Match", created.etag()).is(200);
    assertThat(replaced.body().path("icon").asText()).isEqualTo("person");
    assertThat(replaced.body().path("rid")).isEqualTo(body.path("rid"));
    Answer without = developer.put(path, objectType(name), "If-Match", replaced.etag()).is(200);
    assertThat(without.body().has("icon")).isFalse();
    body.put("rid", "ri.oms.object-type.01936f2f-0001-7000-8a11-5b6c7d8e9f01");
    assertThat(
            developer
                .put(path, body, "If-Match", without.etag())
                .isProblem(400, "request-invalid")
                .errors())
        .contains("/rid read-only");
  }

  @Test
  void aWriteThatChangesNothing_makesNoCommit() {
    String path = OBJECT_TYPES + "/" + name("Same");
    Answer created = create(path);

    Answer same =
        developer.patch(path, json("{'displayName': 'Employee'}"), "If-Match", created.etag());
    same.is(200);
    assertThat(same.etag()).isEqualTo(created.etag());
    assertThat(same.header("OMS-Commit")).isEmpty();
  }

  @Test
  void aDeletedResource_isGone_andItsNameIsFree() {
    String path = OBJECT_TYPES + "/" + name("Deleted");
    Answer created = create(path);
    developer.delete(path, "If-Match", created.etag()).is(204);

    developer.get(path).isProblem(404, "resource-not-found");
    developer.delete(path, "If-Match", "*").isProblem(404, "resource-not-found");
    assertThat(developer.get(path + "?at=" + created.header("OMS-Commit")).is(200).body())
        .isEqualTo(created.body());
    Answer again = create(path);
    assertThat(again.body().path("rid")).isNotEqualTo(created.body().path("rid"));
  }

  @Test
  void aTakenName_andAResourceInUse_areConflicts() {
    String from = name("From");
    String to = name("To");
    String link = name("Link");
    create(OBJECT_TYPES + "/" + from);
    create(OBJECT_TYPES + "/" + to);
    developer.post(LINK_TYPES, linkType(link, from, to)).is(201);

    developer.post(OBJECT_TYPES, objectType(from)).isProblem(409, "resource-exists");
    Answer inUse =
        developer
            .delete(OBJECT_TYPES + "/" + to, "If-Match", "*")
            .isProblem(409, "resource-in-use");
    assertThat(inUse.body().path("errors").path(0).path("message").asText()).contains(link);
    developer.delete(OBJECT_TYPES + "/" + to + "?cascade=true", "If-Match", "*").is(204);
    developer.get(LINK_TYPES + "/" + link).isProblem(404, "resource-not-found");
  }

  @Test
  void everyViolation_isInOneAnswer() {
    ObjectNode body = objectType(name("Wrong"));
    body.put("parentType", "NoSuchType").put("titleProperty", "noSuchProperty");
    body.withArray("interfaces").add("NoSuchInterface");
    body.withArray("primaryKey").add("name");

    assertThat(developer.post(OBJECT_TYPES, body).isProblem(422, "integrity-violated").errors())
        .containsExactlyInAnyOrder(
            "/parentType reference-missing",
            "/interfaces/0 reference-missing",
            "/titleProperty property-missing",
            "/primaryKey/1 key-optional");
  }

  @Test
  void aDryRun_answersWhatWouldBe_andDoesNothing() {
    String name = name("Dry");
    String path = OBJECT_TYPES + "/" + name;
    Answer planned = developer.post(OBJECT_TYPES + "?dryRun=true", objectType(name)).is(200);
    assertThat(planned.body().path("apiName").asText()).isEqualTo(name);
    assertThat(planned.header("OMS-Commit")).isEmpty();
    developer.get(path).isProblem(404, "resource-not-found");

    String etag = create(path).etag();
    Answer patched =
        developer.patch(path + "?dryRun=true", json("{'description': 'd'}"), "If-Match", etag);
    assertThat(patched.is(200).body().path("revision").asInt()).isEqualTo(2);
    Answer gone = developer.delete(path + "?dryRun=true", "If-Match", etag).is(200);
    assertThat(gone.body().path("changes").path(0).path("change").asText()).isEqualTo("deleted");
    assertThat(developer.get(path).is(200).etag()).isEqualTo(etag);
    developer
        .post(OBJECT_TYPES + "?dryRun=true", objectType(name))
        .isProblem(409, "resource-exists");
  }

  @Test
  void aRenamedResource_keepsItsRid_andThoseWhoNameItFollow() {
    String from = name("From");
    String to = name("To");
    String link = name("Link");
    create(OBJECT_TYPES + "/" + from);
    Answer renamed = create(OBJECT_TYPES + "/" + to);
    developer.post(LINK_TYPES, linkType(link, from, to)).is(201);

    String other = name("Other");
    Answer after =
        developer.patch(
            OBJECT_TYPES + "/" + to,
            json("{'apiName': '" + other + "'}"),
            "If-Match",
            renamed.etag());
    assertThat(after.is(200).body().path("rid")).isEqualTo(renamed.body().path("rid"));
    Answer follower = developer.get(LINK_TYPES + "/" + link).is(200);
    assertThat(follower.body().path("to").asText()).isEqualTo(other);
    developer.get(OBJECT_TYPES + "/" + to).isProblem(404, "resource-not-found");
  }

  @Test
  void properties_areResourcesOfTheirOwn() {
    String path = INTERFACES + "/" + name("HasAddress");
    developer.post(INTERFACES, json("{'displayName': 'a'}").put("apiName", last(path))).is(201);
    String properties = path + "/properties";
    ObjectNode city = json("{'apiName': 'city', 'displayName': '도시', 'dataType': 'string'}");

    Answer created = developer.post(properties, city).is(201);
    assertThat(created.header("Location")).isEqualTo(properties + "/city");
    developer.post(properties, city).isProblem(409, "resource-exists");
    Answer read = developer.get(properties + "/city").is(200);
    assertThat(read.body()).isEqualTo(created.body());
    developer.get(properties + "/city", "If-None-Match", read.etag()).is(304);
    ObjectNode patch = json("{'isRequired': true}");
    developer.patch(properties + "/city", patch).isProblem(428, "if-match-missing");
    Answer patched = developer.patch(properties + "/city", patch, "If-Match", read.etag()).is(200);
    assertThat(patched.body().path("isRequired").asBoolean()).isTrue();
    Answer replaced = developer.put(properties + "/city", city, "If-Match", patched.etag()).is(200);
    assertThat(replaced.body().path("isRequired").asBoolean()).isFalse();
    assertThat(developer.get(properties).is(200).body().path("items").size()).isEqualTo(1);
    developer
        .delete(properties + "/city", "If-Match", patched.etag())
        .isProblem(412, "revision-stale");
    developer.delete(properties + "/city", "If-Match", replaced.etag()).is(204);
    developer.get(properties + "/city").isProblem(404, "resource-not-found");
  }

  private Answer create(String path) {
    return developer.post(OBJECT_TYPES, objectType(last(path))).is(201);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  void aChangeWhoseEventWouldBeTooLarge_isRefused_andADeletionIsNot() {
    String name = name("Large");
    developer.post(OBJECT_TYPES, large(name, 300)).isProblem(422, "event-too-large");
    developer
        .post(OBJECT_TYPES + "?dryRun=true", large(name, 300))
        .isProblem(422, "event-too-large");
    developer.get(OBJECT_TYPES + "/" + name).isProblem(404, "resource-not-found");

    developer.post(OBJECT_TYPES, large(name, 150)).is(201);
    developer
        .patch(
            OBJECT_TYPES + "/" + name, json("{'description': 'before and after'}"), "If-Match", "*")
        .isProblem(422, "event-too-large");
    developer.delete(OBJECT_TYPES + "/" + name, "If-Match", "*").is(204);
  }

  /** Some four kilobytes for each property. */
  private static ObjectNode large(String name, int properties) {
    ObjectNode type = objectType(name);
    type.withArray("properties").removeAll();
    for (int i = 0; i < properties; i++) {
      ObjectNode property = type.withArray("properties").addObject();
      property.put("apiName", "p" + i).put("displayName", "p").put("dataType", "string");
      property.put("isRequired", true).put("description", "x".repeat(4000));
    }
    type.putArray("primaryKey").add("p0");
    return type.put("titleProperty", "p0");
  }
}
