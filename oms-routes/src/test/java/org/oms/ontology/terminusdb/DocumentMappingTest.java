// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Ontologies;
import org.oms.ontology.resource.Resource;

class DocumentMappingTest {

  private static final JsonNode SCHEMA = TerminusDbConfiguration.schema(TerminusDb.ONTOLOGY);
  private final DocumentMapping mapping = new DocumentMapping(SCHEMA, Ontologies.FORMS);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothingIsLost(Kind kind) throws IOException {
    String rid = "ri.oms.%s.01936f2e-5d1a-7000-8a11-5b6c7d8e9f01".formatted(kind.ridKind());
    ObjectNode body =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"rid": "%s", "apiName": "Employee", "displayName": "직원 😀\\n\\"x\\"\\\\ \\t",
                 "description": "", "status": null, "revision": 7, "isAbstract": false,
                 "isRequired": true, "titleProperty": null, "from": {"kind": "x"}, "to": "y",
                 "primaryKey": ["b", "a", "b"], "extends": [], "properties":
                   [{"apiName": "p", "constraints": {"min": 1.50, "max": 1e400}, "sortOrder": -3}],
                 "unknown": [1, "2", {"three": null}], "moreJson": "not ours", "more": 1,
                 "icon": 5, "createdAt": "2026-11-24T09:30:12.345Z"}"""
                    .formatted(rid));
    Resource resource = new Resource(kind, body);

    ObjectNode document = mapping.toDocument(resource);
    JsonNode stored = Json.MAPPER.readTree(document.toString());

    assertThat(document.path("@id").asText())
        .isEqualTo(kind.documentClass() + "/01936f2e-5d1a-7000-8a11-5b6c7d8e9f01");
    assertThat(mapping.toResource(kind, stored).body()).isEqualTo(body);
    assertThat(mapping.toResource(kind, stored).body().path("properties").toString())
        .isEqualTo(body.path("properties").toString());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theTextIsTheSame_soItsStrongEntityTagHolds(Kind kind) throws IOException {
    ObjectNode written =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"rid": "ri.oms.x.01936f2e-5d1a-7000-8a11-5b6c7d8e9f01", "apiName": "Employee",
                 "displayName": "직원", "description": "d", "status": "active", "properties":
                   [{"rid": "r", "apiName": "p", "constraints": {"min": 1.50, "max": 1e30}}],
                 "createdAt": "2026-11-24T09:30:12.345Z", "createdBy": "kim", "revision": 7}""");
    JsonNode stored =
        Json.MAPPER.readTree(mapping.toDocument(new Resource(kind, written)).toString());
    assertThat(mapping.toResource(kind, stored).body().toString()).isEqualTo(written.toString());
  }

  @Test
  void documents_haveOnlyFieldsOfTheirClass() throws IOException {
    ObjectNode body =
        (ObjectNode)
            Json.MAPPER.readTree(
                "{\"rid\": \"ri.oms.object-type.1\", \"apiName\": \"A\", \"revision\": 1, \"x\": {}}");
    ObjectNode document = mapping.toDocument(new Resource(Kind.OBJECT_TYPE, body));
    JsonNode objectType = SCHEMA.get(1);
    document
        .fieldNames()
        .forEachRemaining(
            name -> assertThat(name.startsWith("@") || objectType.has(name)).as(name).isTrue());
  }
}
