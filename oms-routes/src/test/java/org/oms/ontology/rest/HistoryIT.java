// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.ontology.rest.Bodies.OBJECT_TYPES;
import static org.oms.ontology.rest.Bodies.json;
import static org.oms.ontology.rest.Bodies.name;
import static org.oms.ontology.rest.Bodies.objectType;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.rest.Client.Answer;

/** What a resource was, revision by revision. */
@QuarkusTest
@WithTestResource(RealParts.class)
class HistoryIT extends AsDeveloper {

  @Test
  void history_hasEveryRevision_newestFirst_withItsCommitAndEvent() {
    String path = OBJECT_TYPES + "/" + name("Remembered");
    Answer created = developer.post(OBJECT_TYPES, objectType(last(path))).is(201);
    Answer patched = developer.patch(path, json("{'description': '둘'}"), "If-Match", "*").is(200);
    Answer deleted = developer.delete(path, "If-Match", "*").is(204);

    JsonNode items = developer.get(path + "/history").is(200).body().path("items");

    assertThat(texts(items, "revision")).containsExactly("3", "2", "1");
    assertThat(texts(items, "action"))
        .containsExactly("object_type.delete", "object_type.update", "object_type.create");
    assertThat(texts(items, "commit"))
        .containsExactly(
            deleted.header("OMS-Commit"),
            patched.header("OMS-Commit"),
            created.header("OMS-Commit"));
    assertThat(texts(items, "actor")).containsOnly("developer");
    assertThat(texts(items, "eventId")).doesNotHaveDuplicates().allMatch(id -> id.length() == 36);
    assertThat(items.path(0).path("resource").isNull()).isTrue();
    assertThat(items.path(1).path("resource")).isEqualTo(patched.body());
    assertThat(items.path(2).path("resource")).isEqualTo(created.body());
  }

  @Test
  void history_isPaged_andAForeignCursorIsRefused() {
    String path = OBJECT_TYPES + "/" + name("Paged");
    developer.post(OBJECT_TYPES, objectType(last(path))).is(201);
    for (int i = 0; i < 4; i++) {
      developer.patch(path, json("{'description': 'd" + i + "'}"), "If-Match", "*").is(200);
    }

    List<String> revisions = new ArrayList<>();
    String next = path + "/history?limit=2";
    while (!next.isEmpty()) {
      Answer page = developer.get(next).is(200);
      revisions.addAll(texts(page.body().path("items"), "revision"));
      next = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
    }
    assertThat(revisions).containsExactly("5", "4", "3", "2", "1");
    String cursor = developer.get(path + "/history?limit=1").body().path("nextCursor").asText();
    String other = OBJECT_TYPES + "/" + name("Other");
    developer.post(OBJECT_TYPES, objectType(last(other))).is(201);
    developer.get(other + "/history?cursor=" + cursor).isProblem(400, "cursor-invalid");
  }

  @Test
  void whatNeverWas_hasNoHistory() {
    developer
        .get(OBJECT_TYPES + "/" + name("Never") + "/history")
        .isProblem(404, "resource-not-found");
  }

  private static List<String> texts(JsonNode items, String field) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.path(field).asText()));
    return texts;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
