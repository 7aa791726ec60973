// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Requests to send, about resources nobody else uses. */
final class Bodies {

  static final String OBJECT_TYPES = "/api/v1/schemas/main/object-types";
  static final String LINK_TYPES = "/api/v1/schemas/main/link-types";
  static final String INTERFACES = "/api/v1/schemas/main/interfaces";
  static final String CHANGES = "/api/v1/schemas/main/changes";
  static final String BRANCHES = "/api/v1/branches";

  private Bodies() {}

  /** A name that begins with a word and was never used before. */
  static String name(String word) {
    return word + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  static String on(String branch, String mainPath) {
    return mainPath.replace("/schemas/main/", "/schemas/" + branch + "/");
  }

  /** JSON with single quotes for double ones. */
  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Client.JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode objectType(String apiName) {
    return json(
        """
        {'apiName': '%s', 'displayName': 'Employee', 'primaryKey': ['id'], 'titleProperty': 'name',
         'properties': [
           {'apiName': 'id', 'displayName': 'Id', 'dataType': 'string', 'isRequired': true},
           {'apiName': 'name', 'displayName': 'Name', 'dataType': 'string'}]}"""
            .formatted(apiName));
  }

  static ObjectNode linkType(String apiName, String from, String to) {
    return json(
        "{'apiName': '%s', 'displayName': 'l', 'from': '%s', 'to': '%s', 'cardinality': 'many-to-one'}"
            .formatted(apiName, from, to));
  }

  static ObjectNode creation(String kind, JsonNode body) {
    ObjectNode operation = json("{'op': 'create', 'kind': '" + kind + "'}");
    operation.set("body", body);
    return operation;
  }

  static ObjectNode update(String apiName, String ifMatch, JsonNode patch) {
    ObjectNode operation = json("{'op': 'update', 'kind': 'object-types'}");
    operation.put("apiName", apiName).put("ifMatch", ifMatch).set("body", patch);
    return operation;
  }

  static ObjectNode deletion(String kind, String apiName) {
    ObjectNode operation = json("{'op': 'delete', 'ifMatch': '*'}");
    return operation.put("kind", kind).put("apiName", apiName);
  }

  static ObjectNode changeSet(JsonNode... operations) {
    ObjectNode changes = Client.JSON.createObjectNode();
    ArrayNode list = changes.putArray("operations");
    for (JsonNode operation : operations) {
      list.add(operation);
    }
    return changes;
  }
}
