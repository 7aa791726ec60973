// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.schema.Schema;
import org.oms.terminusdb.embedded.store.Delta;
import org.oms.terminusdb.embedded.store.State;

/** Guards, groups and simple queries. */
class WoqlTest {

  private static final State STATE =
      State.empty(Prefixes.DEFAULT)
          .with(
              new Delta(
                  Optional.of(
                      new Schema(
                          Prefixes.DEFAULT,
                          Map.of(
                              "Guard",
                              Json.object(
                                  "@type", "Class", "@id", "Guard", "revision", "xsd:integer")))),
                  Map.of("Guard/head", Optional.of(guard(1)))));

  @Test
  void matchingGuard_letsTheGroupThrough() {
    Woql.Answer answer =
        Woql.onDocuments(STATE, and(revisionIs(1), write("UpdateDocument", "Guard/head", 2)));

    assertThat(answer.bindings()).hasSize(1);
    assertThat(answer.delta().documents()).containsOnlyKeys("Guard/head");
    assertThat(TripleCount.of(STATE, answer.delta())).isEqualTo(new TripleCount(1, 1));
  }

  @Test
  void otherRevision_writesNothing() {
    Woql.Answer answer =
        Woql.onDocuments(STATE, and(revisionIs(2), write("UpdateDocument", "Guard/head", 3)));

    assertThat(answer.bindings()).isEmpty();
    assertThat(answer.delta().isEmpty()).isTrue();
    assertThat(answer.writes()).isTrue();
  }

  @Test
  void existingInsertAndMissingUpdate_areRefused() {
    assertRefused("already exists", write("InsertDocument", "Guard/head", 2));
    assertRefused("Document not found", write("UpdateDocument", "Guard/none", 2));
    assertRefused(
        "same id multiple times",
        and(write("UpdateDocument", "Guard/head", 2), write("UpdateDocument", "Guard/head", 3)));
  }

  @Test
  void variables_areBound() {
    ObjectNode query = triple(Json.object("variable", "s"), Json.object("variable", "r"));

    Woql.Answer answer = Woql.onDocuments(STATE, query);

    assertThat(answer.variables()).containsExactly("s", "r");
    assertThat(answer.bindings().get(0).path("s").asText()).isEqualTo("Guard/head");
    assertThat(answer.bindings().get(0).path("r").path("@value").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsNotKnown_isNotWellFormed() {
    assertRefused("Not well formed", Json.object("@type", "Path"));
    assertRefused("Not well formed", and());
  }

  private static void assertRefused(String message, JsonNode query) {
    assertThatThrownBy(() -> Woql.onDocuments(STATE, query))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
  }

  private static ObjectNode guard(int revision) {
    return Json.object("@id", "Guard/head", "@type", "Guard", "revision", revision);
  }

  private static ObjectNode and(ObjectNode... parts) {
    return Json.object("@type", "And", "and", Json.array(List.of(parts)));
  }

  private static ObjectNode revisionIs(int revision) {
    ObjectNode value = Json.object("@type", "xsd:integer", "@value", revision);
    return triple(Json.object("node", "Guard/head"), Json.object("data", value));
  }

  private static ObjectNode triple(ObjectNode subject, ObjectNode object) {
    return Json.object(
        "@type",
        "Triple",
        "subject",
        subject,
        "predicate",
        Json.object("node", "@schema:revision"),
        "object",
        object);
  }

  private static ObjectNode write(String type, String id, int revision) {
    List<ObjectNode> pairs = new ArrayList<>();
    pairs.add(pair("@type", "xsd:string", "Guard"));
    pairs.add(pair("@id", "xsd:string", id));
    pairs.add(pair("revision", "xsd:integer", revision));
    ObjectNode template = Json.object("@type", "DictionaryTemplate", "data", Json.array(pairs));
    return Json.object("@type", type, "document", Json.object("dictionary", template));
  }

  private static ObjectNode pair(String field, String type, Object value) {
    ObjectNode data = Json.object("@type", type, "@value", value);
    return Json.object("field", field, "value", Json.object("data", data));
  }
}
