// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Object types of ten properties, as the API takes them and as a bare TerminusDB document. */
final class ObjectTypes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PROPERTIES = 10;

  private ObjectTypes() {}

  static String uniqueName() {
    return "Bench" + UUID.randomUUID().toString().replace("-", "");
  }

  static ObjectNode resource(String apiName) {
    ObjectNode type = JSON.createObjectNode();
    type.put("apiName", apiName);
    type.put("displayName", "측정 " + apiName);
    type.put("description", "An object type that a benchmark made.");
    type.putArray("primaryKey").add("property0");
    ArrayNode properties = type.putArray("properties");
    for (int i = 0; i < PROPERTIES; i++) {
      ObjectNode property = properties.addObject();
      property.put("apiName", "property" + i);
      property.put("displayName", "Property " + i);
      property.put("dataType", "string");
      property.put("isRequired", i == 0);
    }
    return type;
  }

  /**
   * The class of {@link #document}: its properties are one text each, the cheapest shape to commit.
   */
  static String documentClass() {
    return """
        {"@type": "Class", "@id": "Bench", "@key": {"@type": "Lexical", "@fields": ["apiName"]},
         "apiName": "xsd:string", "displayName": "xsd:string", "description": "xsd:string",
         "properties": {"@type": "Set", "@class": "xsd:string"}}
        """;
  }

  static String document(String apiName) {
    ObjectNode type = resource(apiName);
    ObjectNode document = JSON.createObjectNode();
    document.put("@type", "Bench");
    document.put("apiName", apiName);
    document.put("displayName", type.get("displayName").asText());
    document.put("description", type.get("description").asText());
    ArrayNode properties = document.putArray("properties");
    type.get("properties").forEach(property -> properties.add(property.toString()));
    return document.toString();
  }
}
