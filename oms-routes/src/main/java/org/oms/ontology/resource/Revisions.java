// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A row of resource_versions as the contract shows it. */
final class Revisions {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Revisions() {}

  static ObjectNode json(Map<String, Object> row) {
    ObjectNode json = ResourceForm.object();
    json.put("revision", ((Number) row.get("revision")).longValue());
    json.put("commit", row.get("commit_id").toString());
    json.put("eventId", row.get("event_id").toString());
    json.put("action", row.get("action").toString());
    json.put("actor", row.get("actor").toString());
    json.put("time", row.get("at").toString());
    try {
      Object body = row.get("body");
      json.set("resource", body == null ? NullNode.getInstance() : JSON.readTree(body.toString()));
      return json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
