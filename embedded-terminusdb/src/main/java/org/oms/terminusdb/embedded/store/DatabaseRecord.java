// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.oms.terminusdb.embedded.Json;

/**
 * What is known of a database beside its content.
 *
 * @param id generated, part of its {@code UserDatabase/…} id
 * @param name unique
 * @param label shown to people
 * @param comment shown to people
 * @param created when it was created
 */
public record DatabaseRecord(
    String id, String name, String label, String comment, Instant created) {

  ObjectNode toJson() {
    return Json.object(
        "id", id,
        "name", name,
        "label", label,
        "comment", comment,
        "created", created.toString());
  }

  static DatabaseRecord fromJson(JsonNode json) {
    return new DatabaseRecord(
        json.path("id").asText(),
        json.path("name").asText(),
        json.path("label").asText(),
        json.path("comment").asText(),
        Instant.parse(json.path("created").asText()));
  }
}
