// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.SchemaViolation;

/** What is stored of a submitted document, and what is refused. */
class ElaborationTest {

  private static final Prefixes PREFIXES = new Prefixes("http://x/data/", "http://x/schema#");
  private static final Schema SCHEMA =
      new Schema(
          PREFIXES,
          Map.of(
              "Status", json("{'@type':'Enum','@id':'Status','@value':['on','off']}"),
              "Named", json("{'@type':'Class','@id':'Named','@abstract':[],'name':'xsd:string'}"),
              "Thing",
                  json(
                      "{'@type':'Class','@id':'Thing','@inherits':'Named',"
                          + "'count':{'@type':'Optional','@class':'xsd:integer'},"
                          + "'on':{'@type':'Optional','@class':'xsd:boolean'},"
                          + "'status':{'@type':'Optional','@class':'Status'},"
                          + "'tags':{'@type':'Set','@class':'xsd:string'},"
                          + "'next':{'@type':'Optional','@class':'Thing'}}"),
              "Keyed",
                  json(
                      "{'@type':'Class','@id':'Keyed','a':'xsd:string','b':'xsd:integer',"
                          + "'@key':{'@type':'Lexical','@fields':['a','b']}}")));

  @Test
  void values_areCast_setsSorted_linksShortened() {
    ObjectNode stored =
        elaborate(
            "{'@type':'Thing','@id':'Thing/1','name':'이름','count':'12','on':'true',"
                + "'status':'on','tags':['b','a','b'],'next':'http://x/data/Thing/2'}");

    assertThat(stored)
        .isEqualTo(
            json(
                "{'@id':'Thing/1','@type':'Thing','count':12,'name':'이름',"
                    + "'next':'Thing/2','on':true,'status':'on','tags':['a','b']}"));
  }

  @Test
  void emptySetAndNull_areLeftOut() {
    ObjectNode stored =
        elaborate("{'@type':'Thing','@id':'Thing/1','name':'n','tags':[],'count':null}");

    assertThat(stored).isEqualTo(json("{'@id':'Thing/1','@type':'Thing','name':'n'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'@type':'Thing'} | required_field_does_not_exist_in_document",
        "{'@type':'Thing','name':'n','foo':1} | unknown_property_for_type",
        "{'@type':'Nope'} | ascribed_type_does_not_exist",
        "{'@type':'Named','name':'n'} | reifying_abstract_class",
        "{'@type':'Thing','name':['n']} | unexpected_list",
        "{'@type':'Thing','name':'n','count':'x'} | could_not_interpret_as_type",
        "{'@type':'Thing','name':'n','status':'x'} | not_a_valid_enum",
        "{'@type':'Thing','name':'n','next':5} | not_an_object_identifier"
      })
  void misfits_areRefusedWithTheirWitness(String document, String witness) {
    assertThatThrownBy(() -> elaborate(document))
        .isInstanceOf(SchemaViolation.class)
        .hasMessageContaining(witness);
  }

  @Test
  void lexicalKey_isMadeOfItsFields() {
    assertThat(elaborate("{'@type':'Keyed','a':'x y/z@w','b':3}").path("@id").asText())
        .isEqualTo("Keyed/x%20y%2Fz@w+3");
  }

  @Test
  void submittedId_hasToMatchTheKeyAndThePrefix() {
    assertThatThrownBy(() -> elaborate("{'@type':'Keyed','@id':'Keyed/other','a':'x','b':3}"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("was generated");
    assertThatThrownBy(() -> elaborate("{'@type':'Thing','@id':'Other/1','name':'n'}"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("expected prefix");
  }

  private static ObjectNode elaborate(String document) {
    return new Elaboration(SCHEMA).elaborate(json(document));
  }

  private static ObjectNode json(String text) {
    JsonNode node = Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return (ObjectNode) node;
  }
}
