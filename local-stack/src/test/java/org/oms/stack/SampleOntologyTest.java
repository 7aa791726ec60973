// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleOntologyTest {

  @Test
  void emptyBranch_getsEverythingInThreeChangeSets() {
    assertThat(SampleOntology.missing(Set.of())).hasSize(3);
    assertThat(bodies(Set.of(), "object-types")).hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void loadedBranch_getsNothingAgain() {
    Set<String> all =
        SampleOntology.missing(Set.of()).stream()
            .flatMap(changeSet -> names(changeSet).stream())
            .collect(Collectors.toSet());

    assertThat(SampleOntology.missing(all)).isEmpty();
  }

  @Test
  void swappedLogbook_isNotLoadedAgain() {
    assertThat(bodies(Set.of("DigitalLogbook"), "object-types"))
        .doesNotContainKey("PaperLogbook")
        .containsKey("Vessel");
  }

  @Test
  void swap_addsOneLogbookAndRemovesTheOther() {
    List<String> operations = new ArrayList<>();
    SampleOntology.swapLogbook(true)
        .get("operations")
        .forEach(operation -> operations.add(operation.get("op").asText()));

    assertThat(operations).containsExactly("create", "delete");
    assertThat(names(SampleOntology.swapLogbook(false))).contains("PaperLogbook");
  }

  @Test
  void objectTypes_conformToTheirInterfaces() {
    Map<String, JsonNode> interfaces = bodies(Set.of(), "interfaces");
    bodies(Set.of(), "object-types")
        .forEach(
            (name, type) ->
                type.path("interfaces")
                    .forEach(
                        wanted ->
                            assertThat(properties(type))
                                .describedAs("%s as %s", name, wanted.asText())
                                .containsAll(properties(interfaces.get(wanted.asText())))));
  }

  @Test
  void linkTypes_joinTypesThatAreThere() {
    Map<String, JsonNode> ends = bodies(Set.of(), "interfaces");
    ends.putAll(bodies(Set.of(), "object-types"));

    bodies(Set.of(), "link-types")
        .values()
        .forEach(
            link ->
                assertThat(ends).containsKeys(link.get("from").asText(), link.get("to").asText()));
  }

  private static Map<String, JsonNode> bodies(Set<String> present, String kind) {
    Map<String, JsonNode> bodies = new HashMap<>();
    for (ObjectNode changeSet : SampleOntology.missing(present)) {
      for (JsonNode operation : changeSet.get("operations")) {
        if (operation.get("kind").asText().equals(kind)) {
          bodies.put(operation.at("/body/apiName").asText(), operation.get("body"));
        }
      }
    }
    return bodies;
  }

  private static List<String> names(JsonNode changeSet) {
    List<String> names = new ArrayList<>();
    changeSet
        .get("operations")
        .forEach(operation -> names.add(operation.at("/body/apiName").asText()));
    return names;
  }

  private static List<String> properties(JsonNode type) {
    List<String> properties = new ArrayList<>();
    type.path("properties")
        .forEach(
            property ->
                properties.add(
                    property.get("apiName").asText() + ":" + property.get("dataType").asText()));
    return properties;
  }
}
