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
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.rest.Client.Answer;

/** A branch starts where another is, goes its own way, and can be listed, compared and deleted. */
@QuarkusTest
@WithTestResource(RealParts.class)
class BranchesIT extends AsDeveloper {

  @Test
  void aBranch_startsWhereItsOriginIs_andGoesItsOwnWay() {
    String before = make("main", name("Before"));
    String branch = name("own-");
    Answer created = branch(branch).is(201);

    assertThat(created.header("Location")).isEqualTo(BRANCHES + "/" + branch);
    assertThat(created.body().path("from").asText()).isEqualTo("main");
    Answer read = developer.get(BRANCHES + "/" + branch).is(200);
    assertThat(read.body().path("head")).isEqualTo(created.body().path("fromCommit"));
    developer.get(on(branch, OBJECT_TYPES) + "/" + before).is(200);
    String own = make(branch, name("Own"));
    String later = make("main", name("Later"));
    developer.get(OBJECT_TYPES + "/" + own).isProblem(404, "resource-not-found");
    developer.get(on(branch, OBJECT_TYPES) + "/" + later).isProblem(404, "resource-not-found");
  }

  @Test
  void branches_areListedByName_aPageAtATime() {
    String prefix = name("listed-");
    for (String suffix : List.of("c", "a", "b")) {
      branch(prefix + suffix).is(201);
    }
    List<String> names = new ArrayList<>();
    String next = BRANCHES + "?limit=2&q=" + prefix.toUpperCase(Locale.ROOT);
    while (!next.isEmpty()) {
      Answer page = developer.get(next).is(200);
      page.body().path("items").forEach(item -> names.add(item.path("name").asText()));
      next = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
    }
    assertThat(names).containsExactly(prefix + "a", prefix + "b", prefix + "c");
    Answer list = developer.get(BRANCHES).is(200);
    developer.get(BRANCHES, "If-None-Match", list.etag()).is(304);
  }

  @Test
  void aTakenOrUnknownOrWrongName_isRefused() {
    String branch = name("taken-");
    branch(branch).is(201);
    branch(branch).isProblem(409, "branch-exists");
    branch("main").isProblem(409, "branch-exists");
    developer
        .post(BRANCHES, json("{'name': '" + name("x-") + "', 'from': 'no-such-branch'}"))
        .isProblem(404, "branch-not-found");
    branch("no/slash").isProblem(400, "request-invalid");
    branch("-first").isProblem(400, "request-invalid");
    branch("한글").isProblem(400, "request-invalid");
  }

  @Test
  void anUnknownBranch_isNotFound_whateverIsAskedOfIt() {
    String unknown = name("unknown-");
    String path = BRANCHES + "/" + unknown;
    String types = on(unknown, OBJECT_TYPES);
    String commit = developer.get(BRANCHES + "/main").body().path("head").asText();
    for (String read :
        List.of(
            path,
            path + "/commits",
            path + "/diff?target=main",
            types,
            types + "/X",
            types + "?at=" + commit,
            BRANCHES + "/main/diff?target=" + unknown)) {
      developer.get(read).isProblem(404, "branch-not-found");
    }
    developer.post(types, objectType("X")).isProblem(404, "branch-not-found");
    developer.patch(types + "/X", "{}", "If-Match", "*").isProblem(404, "branch-not-found");
    developer.delete(types + "/X", "If-Match", "*").isProblem(404, "branch-not-found");
    developer.delete(path).isProblem(404, "branch-not-found");
    developer.post(path + "/merge", "{\"target\":\"main\"}").isProblem(404, "branch-not-found");
    developer
        .post(BRANCHES + "/main/merge", "{\"target\":\"" + unknown + "\"}")
        .isProblem(404, "branch-not-found");
  }

  @Test
  void diff_saysWhatHasToChangeOnTheTarget() {
    String changed = make("main", name("Changed"));
    String deleted = make("main", name("Deleted"));
    String branch = name("diff-");
    branch(branch).is(201);
    String types = on(branch, OBJECT_TYPES) + "/";
    String created = make(branch, name("Created"));
    developer.patch(types + changed, json("{'description': '바뀜'}"), "If-Match", "*").is(200);
    developer.delete(types + deleted, "If-Match", "*").is(204);

    JsonNode changes =
        developer.get(BRANCHES + "/" + branch + "/diff?target=main").is(200).body().path("changes");
    List<String> said = new ArrayList<>();
    changes.forEach(c -> said.add(c.path("change").asText() + " " + c.path("apiName").asText()));
    assertThat(said)
        .containsExactlyInAnyOrder(
            "created " + created, "updated " + changed, "deleted " + deleted);
    for (JsonNode change : changes) {
      if (change.path("change").asText().equals("updated")) {
        assertThat(change.path("fields"))
            .containsExactly(json("{'field': 'description', 'new': '바뀜'}"));
      }
    }
    assertThat(developer.get(BRANCHES + "/main/diff?target=main").is(200).body().path("changes"))
        .isEmpty();
    developer.get(BRANCHES + "/main/diff").isProblem(400, "request-invalid");
  }

  @Test
  void commits_areListedFromTheNewestToTheFirst_whateverIsCommittedMeanwhile() {
    String branch = name("commits-");
    branch(branch).is(201);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Answer write = developer.post(on(branch, OBJECT_TYPES), objectType(name("C"))).is(201);
      made.add(0, write.header("OMS-Commit"));
    }
    String path = BRANCHES + "/" + branch + "/commits";

    Answer first = developer.get(path + "?limit=2").is(200);
    make(branch, name("Meanwhile"));
    List<JsonNode> seen = new ArrayList<>();
    for (Answer page = first; page != null; page = next(page)) {
      page.body().path("items").forEach(seen::add);
    }
    assertThat(seen)
        .extracting(commit -> commit.path("commit").asText())
        .startsWith(made.toArray(String[]::new))
        .doesNotHaveDuplicates();
    assertThat(seen.get(seen.size() - 1).path("message").asText()).isEqualTo("schema");
    JsonNode newest = first.body().path("items").path(0);
    assertThat(newest.path("author").asText()).isEqualTo("developer");
    assertThat(newest.path("message").asText()).matches("event=[0-9a-f-]{36}");
    assertThat(Instant.parse(newest.path("time").asText()))
        .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(60));
    developer.get(path + "?limit=501").isProblem(400, "request-invalid");
    developer.get(path + "?cursor=x").isProblem(400, "cursor-invalid");
    String cursor = first.body().path("nextCursor").asText();
    developer.get(BRANCHES + "/main/commits?cursor=" + cursor).isProblem(400, "cursor-invalid");
    Answer all = developer.get(path).is(200);
    developer.get(path, "If-None-Match", all.etag()).is(304);
  }

  @Test
  void aDeletedBranch_isGone_andMainStays() {
    String branch = name("gone-");
    branch(branch).is(201);
    developer.delete(BRANCHES + "/" + branch + "?dryRun=true").is(200);
    Client.named(root, "lee", "developer")
        .delete(BRANCHES + "/" + branch)
        .isProblem(403, "forbidden");
    developer.delete(BRANCHES + "/" + branch).is(204);

    developer.get(BRANCHES + "/" + branch).isProblem(404, "branch-not-found");
    developer.get(on(branch, OBJECT_TYPES)).isProblem(404, "branch-not-found");
    Client.of(root, "admin").delete(BRANCHES + "/main").isProblem(409, "branch-is-main");
  }

  @Test
  void aBranchMadeAgain_knowsNothingOfTheOneBefore() {
    String branch = name("again-");
    branch(branch).is(201);
    String old = make(branch, name("Old"));
    developer.delete(BRANCHES + "/" + branch).is(204);
    // As many commits on main as the branch had: the guards of both are at the same revision.
    make("main", name("Main"));
    branch(branch).is(201);

    developer.get(on(branch, OBJECT_TYPES) + "/" + old).isProblem(404, "resource-not-found");
    developer.post(on(branch, OBJECT_TYPES), objectType(old)).is(201);
  }

  private Answer next(Answer page) {
    String link = page.header("Link");
    return link.isEmpty() ? null : developer.get(link.replaceAll("<(.*)>; rel=\"next\"", "$1"));
  }

  private Answer branch(String name) {
    return developer.post(BRANCHES, json("{'name': '" + name + "'}"));
  }

  private String make(String branch, String apiName) {
    developer.post(on(branch, OBJECT_TYPES), objectType(apiName)).is(201);
    return apiName;
  }
}
