// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Resources to send, each under a name nobody else uses. */
final class Ontology {

  static final String OBJECT_TYPES = "/api/v1/schemas/main/object-types";
  static final String LINK_TYPES = "/api/v1/schemas/main/link-types";
  static final String INTERFACES = "/api/v1/schemas/main/interfaces";
  static final String CHANGES = "/api/v1/schemas/main/changes";
  static final String BRANCHES = "/api/v1/branches";

  /** Korean, and an emoji that Java and JSON see as two characters. */
  static final String KOREAN = "직원 정보 🚀";

  private Ontology() {}

  /** A name that begins with a word and is used by this caller alone. */
  static String name(String word) {
    return word + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
  }

  static String onBranch(String branch, String mainPath) {
    return mainPath.replace("/schemas/main/", "/schemas/" + branch + "/");
  }

  static ObjectNode objectType(String apiName) {
    ObjectNode body = resource(apiName);
    body.putArray("primaryKey").add("id");
    ArrayNode properties = body.putArray("properties");
    properties.add(property("id").put("isRequired", true));
    properties.add(property("fullName"));
    return body;
  }

  static ObjectNode linkType(String apiName, String from, String to) {
    return resource(apiName).put("from", from).put("to", to).put("cardinality", "many-to-one");
  }

  static ObjectNode interfaceType(String apiName) {
    ObjectNode body = resource(apiName);
    body.putArray("properties").add(property("city"));
    return body;
  }

  static ObjectNode property(String apiName) {
    return Api.JSON
        .createObjectNode()
        .put("apiName", apiName)
        .put("displayName", apiName)
        .put("dataType", "string");
  }

  static ObjectNode description(String text) {
    return Api.JSON.createObjectNode().put("description", text);
  }

  static ObjectNode changeSet(JsonNode... operations) {
    ObjectNode body = Api.JSON.createObjectNode();
    ArrayNode list = body.putArray("operations");
    for (JsonNode operation : operations) {
      list.add(operation);
    }
    return body;
  }

  static ObjectNode creation(JsonNode objectType) {
    ObjectNode operation =
        Api.JSON.createObjectNode().put("op", "create").put("kind", "object-types");
    operation.set("body", objectType);
    return operation;
  }

  private static ObjectNode resource(String apiName) {
    return Api.JSON.createObjectNode().put("apiName", apiName).put("displayName", apiName);
  }
}
