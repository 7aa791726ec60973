// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.oms.terminusdb.embedded.Json;

/** A schema is checked in itself and against the documents there are. */
class SchemaCheckTest {

  private static final ObjectNode DOCUMENT = Json.object("@id", "A/1", "@type", "A", "x", "one");

  @Test
  void unknownRangeSuperAndKeyField_areRefused() {
    assertRefused("not_a_class_or_base_type", classOf("A", "x", "Nope"));
    assertRefused("inherits_from_non_existent_class", classOf("A", "@inherits", "Nope"));
    ObjectNode key = Json.object("@type", "Lexical", "@fields", List.of("nope"));
    assertRefused("key_field_does_not_exist", classOf("A", "@key", key));
  }

  @Test
  void cycle_isRefused() {
    assertRefused("cycle_in_class", classOf("A", "@inherits", "B"), classOf("B", "@inherits", "A"));
  }

  @Test
  void documentsThatNoLongerFit_refuseTheSchema() {
    assertUnfit("invalid_predicate", classOf("A", "y", optional()));
    assertUnfit("instance_not_cardinality_one", classOf("A", "x", "xsd:string", "y", "xsd:string"));
    assertUnfit("reifying_abstract_class", classOf("A", "x", "xsd:string", "@abstract", List.of()));
  }

  @Test
  void widening_isAccepted() {
    Schema schema = schema(classOf("A", "x", "xsd:string", "y", optional()));

    assertThatCode(
            () -> {
              new SchemaCheck(schema).requireConsistent();
              new SchemaCheck(schema).requireFit(List.of(DOCUMENT));
            })
        .doesNotThrowAnyException();
  }

  private static void assertRefused(String witness, ObjectNode... documents) {
    assertThatThrownBy(() -> new SchemaCheck(schema(documents)).requireConsistent())
        .hasMessageContaining(witness);
  }

  private static void assertUnfit(String witness, ObjectNode... documents) {
    assertThatThrownBy(() -> new SchemaCheck(schema(documents)).requireFit(List.of(DOCUMENT)))
        .hasMessageContaining(witness);
  }

  private static Schema schema(ObjectNode... documents) {
    Map<String, ObjectNode> byId = new TreeMap<>();
    for (ObjectNode each : documents) {
      byId.put(each.path("@id").asText(), each);
    }
    return new Schema(Prefixes.DEFAULT, byId);
  }

  private static ObjectNode classOf(String id, Object... fields) {
    return Json.object("@type", "Class", "@id", id).setAll(Json.object(fields));
  }

  private static ObjectNode optional() {
    return Json.object("@type", "Optional", "@class", "xsd:string");
  }
}
