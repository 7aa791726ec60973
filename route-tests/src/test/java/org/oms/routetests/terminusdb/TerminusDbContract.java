// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.terminusdb.OwnDatabase.guard;
import static org.oms.routetests.terminusdb.OwnDatabase.isCommitted;
import static org.oms.routetests.terminusdb.OwnDatabase.ok;
import static org.oms.routetests.terminusdb.OwnDatabase.thing;
import static org.oms.routetests.terminusdb.OwnDatabase.version;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OMS relies on; every server that calls itself TerminusDB has to do it. */
abstract class TerminusDbContract {

  private static final int WRITERS = 8;
  private static final int BIG_TEXT_LENGTH = 500_000;

  private OwnDatabase database;

  abstract TerminusDb server();

  @BeforeEach
  void createDatabase() {
    database = new OwnDatabase(server());
  }

  @AfterEach
  void deleteDatabase() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"documents", "schema", "branches", "commits"})
  void recordedExchanges_areAnsweredAlike(String file) {
    assertThat(new Replay(server()).differences(Exchange.recorded(file))).isEmpty();
  }

  @Test
  void guardedCommit_writesAllOfAGroup() {
    ok(database.post("?author=t&message=old", List.of(thing("old", "o"), thing("kept", "k"))));

    HttpResponse<String> answer =
        database.woql(
            Woql.commit(
                "kim",
                "group=1",
                Woql.revisionIs(1),
                Woql.raiseTo(2),
                Woql.insert(thing("new", "n")),
                Woql.update(thing("kept", "changed")),
                Woql.delete("Thing/old")));

    assertThat(isCommitted(answer)).isTrue();
    assertThat(version(answer)).isEqualTo(database.head());
    assertThat(database.find("?id=Guard/head").path("revision").asInt()).isEqualTo(2);
    assertThat(database.find("?id=Thing/kept").path("name").asText()).isEqualTo("changed");
    assertThat(database.find("?id=Thing/new").path("name").asText()).isEqualTo("n");
    assertThat(database.find("?id=Thing/old&as_list=true")).isEmpty();
  }

  @Test
  void staleGuard_writesNothing() {
    String head = database.head();

    HttpResponse<String> answer =
        database.woql(
            Woql.commit(
                "kim",
                "event=1",
                Woql.revisionIs(7),
                Woql.raiseTo(8),
                Woql.insert(thing("a", "a"))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(isCommitted(answer)).isFalse();
    assertThat(database.head()).isEqualTo(head);
    assertThat(database.commitsWithMessage("event=1")).isEmpty();
  }

  @Test
  void refusedDocument_refusesTheWholeGroup() {
    String head = database.head();

    HttpResponse<String> answer =
        database.woql(
            Woql.commit(
                "kim",
                "event=2",
                Woql.revisionIs(1),
                Woql.raiseTo(2),
                Woql.insert(thing("good", "g")),
                Woql.insert(Map.of("@type", "Thing", "@id", "Thing/bad"))));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("api:WOQLSchemaCheckFailure");
    assertThat(database.head()).isEqualTo(head);
  }

  @Test
  void fence_shutsOutTheFormerHolder() {
    HttpResponse<String> fence =
        database.woql(Woql.commit("oms", "fence=5", Woql.revisionIs(1), Woql.raiseTo(2)));
    HttpResponse<String> late =
        database.woql(
            Woql.commit(
                "kim",
                "event=3",
                Woql.revisionIs(1),
                Woql.raiseTo(2),
                Woql.insert(thing("late", "l"))));

    assertThat(isCommitted(fence)).isTrue();
    assertThat(isCommitted(late)).isFalse();
    assertThat(database.commitsWithMessage("fence=5")).hasSize(1);
    assertThat(database.commitsWithMessage("event=3")).isEmpty();
  }

  @Test
  void eightWritersOnOneRevision_oneWins() throws Exception {
    List<Callable<HttpResponse<String>>> writes = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Map<String, Object> body =
          Woql.commit(
              "w" + i,
              "event=w" + i,
              Woql.revisionIs(1),
              Woql.raiseTo(2),
              Woql.insert(thing("w" + i, "w")));
      writes.add(() -> database.woql(body));
    }

    int won = 0;
    for (HttpResponse<String> each : atOnce(writes)) {
      won += isCommitted(each) ? 1 : 0;
    }

    assertThat(won).isEqualTo(1);
    assertThat(database.find("?type=Thing&as_list=true")).hasSize(1);
  }

  @Test
  void commit_isFoundByItsExactMessage() {
    String before = database.head();
    HttpResponse<String> answer =
        ok(database.post("?author=kim&message=event%3D42", thing("a", "a")));
    ok(database.post("?author=kim&message=event%3D421", thing("b", "b")));

    JsonNode found = database.commitsWithMessage("event=42");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("identifier").asText()).isEqualTo(version(answer));
    assertThat(found.get(0).path("author").asText()).isEqualTo("kim");
    assertThat(found.get(0).path("parent").path("identifier").asText()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"주문 번호", "emoji 🦜👩‍👩‍👧", "quotes \" ' \\ and\nlines\t", "<b>&amp;", ""})
  void text_comesBackAsItWentIn(String text) {
    ok(database.post("?author=" + TerminusDb.encoded("김") + "&message=m", thing("post", text)));
    HttpResponse<String> woql =
        database.woql(
            Woql.commit("김", "메시지 😀", Woql.revisionIs(1), Woql.insert(thing("woql", text))));

    assertThat(isCommitted(woql)).as(woql.body()).isTrue();
    assertThat(database.find("?id=Thing/post").path("name").asText()).isEqualTo(text);
    assertThat(database.find("?id=Thing/woql").path("name").asText()).isEqualTo(text);
    assertThat(database.log(1).path(0).path("author").asText()).isEqualTo("김");
    assertThat(database.commitsWithMessage("메시지 😀")).hasSize(1);
  }

  @Test
  void bigText_comesBackWhole() {
    String text = "가나다라".repeat(BIG_TEXT_LENGTH / 4);
    HttpResponse<String> answer =
        database.woql(
            Woql.commit("kim", "event=big", Woql.revisionIs(1), Woql.insert(thing("big", text))));

    assertThat(isCommitted(answer)).isTrue();
    assertThat(database.find("?id=Thing/big").path("name").asText()).isEqualTo(text);
  }

  @Test
  void deletedDocument_reads200WithA404InTheBody() {
    ok(database.post("?author=t&message=1", thing("a", "one")));
    String path = "/api/document/" + database.path() + "?author=t&message=2&id=Thing/a";
    server().send("DELETE", path, null);

    HttpResponse<String> deleted = database.get("?id=Thing/a");

    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(deleted.body()).startsWith("Status: 404").contains("api:DocumentNotFound");
    assertThat(database.get("?id=Thing/never").statusCode()).isEqualTo(404);
  }

  @Test
  void readAtACommit_showsThatCommit() {
    String first = version(ok(database.post("?author=t&message=1", thing("a", "one"))));
    ok(database.put("?author=t&message=2", thing("a", "two")));

    JsonNode then = database.find("/local/commit/" + first + "?id=Thing/a");

    assertThat(then.path("name").asText()).isEqualTo("one");
    assertThat(database.find("?id=Thing/a").path("name").asText()).isEqualTo("two");
  }

  @Test
  void branchFromACommit_startsThereAndGoes() {
    String first = version(ok(database.post("?author=t&message=1", thing("a", "one"))));
    ok(database.put("?author=t&message=2", thing("a", "two")));

    ok(database.createBranch("dev", "commit/" + first));

    assertThat(database.find("/local/branch/dev?id=Thing/a").path("name").asText())
        .isEqualTo("one");
    ok(database.post("/local/branch/dev?author=t&message=3", thing("b", "dev only")));
    assertThat(database.get("?id=Thing/b").statusCode()).isEqualTo(404);
    ok(database.deleteBranch("dev"));
    assertThat(database.get("/local/branch/dev?id=Thing/a").statusCode()).isEqualTo(400);
  }

  @Test
  void diff_namesWhatDiffers() {
    ok(database.post("?author=t&message=1", List.of(thing("a", "one"), thing("gone", "g"))));
    ok(database.createBranch("dev", "branch/main"));
    String dev = "/local/branch/dev?author=t&message=2";
    ok(database.put(dev, thing("a", "two")));
    ok(database.post(dev, thing("new", "n")));
    server().send("DELETE", "/api/document/" + database.path() + dev + "&id=Thing/gone", null);

    JsonNode diff = database.diff("main", "dev");

    assertThat(diff).hasSize(3);
    assertThat(diff.findValuesAsText("@op"))
        .containsExactlyInAnyOrder("SwapValue", "Delete", "Insert");
  }

  @Test
  void staleDataVersion_isRefused() {
    String stale = "branch:" + database.head();
    ok(database.put("?author=t&message=1", guard(9)));

    HttpResponse<String> answer =
        server()
            .send(
                "PUT",
                "/api/document/" + database.path() + "?author=t&message=2",
                Map.of("TerminusDB-Data-Version", stale),
                Optional.of(TerminusDb.ADMIN),
                Optional.of(TerminusDb.JSON.valueToTree(guard(10)).toString()));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("api:DataVersionMismatch");
  }

  private static List<HttpResponse<String>> atOnce(List<Callable<HttpResponse<String>>> calls)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(calls.size());
    try {
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> each : pool.invokeAll(calls)) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      pool.shutdown();
    }
  }
}
