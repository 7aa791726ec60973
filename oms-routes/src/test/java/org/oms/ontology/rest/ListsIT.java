// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.ontology.rest.Bodies.BRANCHES;
import static org.oms.ontology.rest.Bodies.OBJECT_TYPES;
import static org.oms.ontology.rest.Bodies.changeSet;
import static org.oms.ontology.rest.Bodies.creation;
import static org.oms.ontology.rest.Bodies.json;
import static org.oms.ontology.rest.Bodies.name;
import static org.oms.ontology.rest.Bodies.objectType;
import static org.oms.ontology.rest.Bodies.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.ontology.RealParts;
import org.oms.ontology.resource.PropertyTag;
import org.oms.ontology.rest.Client.Answer;

/** A list is read a page at a time: nothing twice, nothing left out, in the order asked for. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ListsIT extends AsDeveloper {

  private static final int TYPES = 7;

  private String list;

  @BeforeEach
  void makeABranchWithTypes() {
    String branch = name("lists-");
    developer.post(BRANCHES, json("{'name': '" + branch + "'}")).is(201);
    list = on(branch, OBJECT_TYPES);
    ObjectNode[] operations =
        IntStream.range(0, TYPES)
            .mapToObj(i -> creation("object-types", type(i)))
            .toArray(ObjectNode[]::new);
    developer.post(on(branch, Bodies.CHANGES), changeSet(operations)).is(200);
  }

  private static ObjectNode type(int i) {
    ObjectNode body = objectType("ListedType" + i);
    body.put("displayName", i % 2 == 0 ? "짝수 " + i / 2 : "Odd " + i / 2);
    body.put("status", i < 3 ? "active" : "experimental");
    body.put("visibility", i == 0 ? "hidden" : "normal");
    body.withArray("groups").add(i < 2 ? "few" : "many");
    return body;
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiName", "-apiName", "displayName", "-displayName", "-modifiedAt"})
  void everyItemComesOnce_inTheOrderAskedFor(String sort) {
    List<JsonNode> all = items(list + "?q=ListedType&limit=500&sort=" + sort);
    List<JsonNode> paged = new ArrayList<>();
    String next = list + "?q=ListedType&limit=3&sort=" + sort;
    while (!next.isEmpty()) {
      Answer page = developer.get(next).is(200);
      page.body().path("items").forEach(paged::add);
      next = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
      assertThat(next.isEmpty()).isEqualTo(page.body().path("nextCursor").isMissingNode());
    }
    assertThat(paged).isEqualTo(all).hasSize(TYPES);
    Comparator<JsonNode> byField =
        Comparator.comparing(item -> item.path(sort.replace("-", "")).asText());
    assertThat(all).isSortedAccordingTo(sort.startsWith("-") ? byField.reversed() : byField);
  }

  @Test
  void filters_narrowTheList() {
    assertThat(items(list + "?q=listedtype&status=active")).hasSize(3);
    assertThat(items(list + "?q=ListedType&visibility=hidden")).hasSize(1);
    assertThat(items(list + "?q=ListedType&group=few")).hasSize(2);
    assertThat(items(list + "?q=ListedType&group=few&visibility=normal")).hasSize(1);
    assertThat(items(list + "?q=%EC%A7%9D%EC%88%98")).hasSize(4);
    assertThat(items(list + "?q=no+such+text")).isEmpty();
  }

  @Test
  void whatIsDeletedBetweenPages_takesNothingElseAway() {
    Answer first = developer.get(list + "?q=ListedType&limit=3").is(200);
    developer.delete(list + "/ListedType2", "If-Match", "*").is(204);
    Answer second =
        developer
            .get(list + "?q=ListedType&limit=3&cursor=" + first.body().path("nextCursor").asText())
            .is(200);
    assertThat(second.body().path("items").path(0).path("apiName").asText())
        .isEqualTo("ListedType3");
  }

  @Test
  void aCursor_isGoodForItsOwnQueryAlone() {
    String cursor =
        developer.get(list + "?q=ListedType&limit=2").body().path("nextCursor").asText();
    developer.get(list + "?q=ListedType&limit=5&cursor=" + cursor).is(200);
    for (String other :
        List.of(
            list + "?q=Listed&cursor=",
            list + "?q=ListedType&sort=-apiName&cursor=",
            list + "?q=ListedType&status=active&cursor=",
            OBJECT_TYPES + "?q=ListedType&cursor=")) {
      assertThat(developer.get(other + cursor).isProblem(400, "cursor-invalid").errors())
          .containsExactly("/cursor not-valid");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "e30", "W10", "WzEsMiwzXQ", "bnVsbA", "%ED%95%9C", "====", "W1tbW1s"})
  void aCursorNobodyGaveOut_isRefused(String cursor) {
    developer.get(list + "?cursor=" + cursor).isProblem(400, "cursor-invalid");
    developer.get(BRANCHES + "?cursor=" + cursor).isProblem(400, "cursor-invalid");
  }

  @Test
  void aForgedKey_isRefused_whereANumberIsNeeded() {
    String path = list + "/ListedType0/history";
    String forged = "[\"" + PropertyTag.digest(path + "{}") + "\",\"no number\",\"\"]";
    String cursor = Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
    developer.get(path + "?cursor=" + cursor).isProblem(400, "cursor-invalid");
  }

  private List<JsonNode> items(String path) {
    List<JsonNode> items = new ArrayList<>();
    developer.get(path).is(200).body().path("items").forEach(items::add);
    return items;
  }
}
