// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * A container port as an ontology, in change sets ({@code demo/*.json}); later ones refer to
 * earlier ones.
 */
final class SampleOntology {

  /** The object type that the demo revises on its branch. */
  static final String REVISED_TYPE = "Vessel";

  /**
   * Either a vessel's logbook is bound paper or it is electronic: each run of the demo swaps the
   * two.
   */
  static final List<String> LOGBOOKS = List.of("PaperLogbook", "DigitalLogbook");

  private static final List<String> CHANGE_SETS =
      List.of("1-interfaces", "2-object-types", "3-link-types");

  private static final ObjectMapper JSON = new ObjectMapper();

  private SampleOntology() {}

  /** The change sets without what is there already; those with nothing left to do are left out. */
  static List<ObjectNode> missing(Set<String> present) {
    return CHANGE_SETS.stream()
        .map(name -> without(present, read(name)))
        .filter(changeSet -> !changeSet.get("operations").isEmpty())
        .toList();
  }

  /** Replaces the logbook that is there by the other one. */
  static ObjectNode swapLogbook(boolean paperIsThere) {
    String goes = LOGBOOKS.get(paperIsThere ? 0 : 1);
    String comes = LOGBOOKS.get(paperIsThere ? 1 : 0);
    ObjectNode changeSet = JSON.createObjectNode();
    ArrayNode operations = changeSet.putArray("operations");
    read("logbooks")
        .get("operations")
        .forEach(
            operation -> {
              if (apiName(operation).equals(comes)) {
                operations.add(operation);
              }
            });
    operations
        .addObject()
        .put("op", "delete")
        .put("kind", "object-types")
        .put("apiName", goes)
        .put("ifMatch", "*");
    return changeSet;
  }

  private static ObjectNode without(Set<String> present, JsonNode changeSet) {
    boolean hasLogbook = LOGBOOKS.stream().anyMatch(present::contains);
    ObjectNode rest = JSON.createObjectNode();
    ArrayNode operations = rest.putArray("operations");
    for (JsonNode operation : changeSet.get("operations")) {
      String name = apiName(operation);
      if (!present.contains(name) && !(hasLogbook && LOGBOOKS.contains(name))) {
        operations.add(operation);
      }
    }
    return rest;
  }

  private static String apiName(JsonNode operation) {
    return operation.at("/body/apiName").asText();
  }

  private static JsonNode read(String name) {
    try (InputStream file = SampleOntology.class.getResourceAsStream("/demo/" + name + ".json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new StackException("The sample %s can't be read.".formatted(name), e);
    }
  }
}
