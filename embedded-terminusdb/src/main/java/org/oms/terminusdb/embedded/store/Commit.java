// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.oms.terminusdb.embedded.Json;

/**
 * A commit, without what it changed.
 *
 * @param id 31 characters
 * @param number place in the database's history, over all branches
 * @param parent the commit before it; null for the first of a branch without origin
 * @param author free text
 * @param message free text
 * @param user the authenticated user
 * @param timestamp seconds since 1970
 * @param layers the layers as TerminusDB would name them, and the migration it would infer
 */
public record Commit(
    String id,
    long number,
    String parent,
    String author,
    String message,
    String user,
    BigDecimal timestamp,
    ObjectNode layers) {

  public boolean isInitial() {
    return parent == null;
  }

  /** ValidCommit/… or InitialCommit/…, as the commit graph names it. */
  public String documentId() {
    return type() + "/" + id;
  }

  public String type() {
    return isInitial() ? "InitialCommit" : "ValidCommit";
  }

  /** The commit as log and commit graph show it; the parent as a document id. */
  public ObjectNode toDocument(Optional<Commit> parentCommit) {
    ObjectNode document =
        Json.object(
            "@id", documentId(),
            "@type", type(),
            "author", author,
            "identifier", id,
            "message", message);
    document.setAll(layers);
    parentCommit.ifPresent(each -> document.put("parent", each.documentId()));
    document.put("timestamp", timestamp);
    document.put("user", user);
    return document;
  }

  ObjectNode toJson() {
    return Json.object(
        "id", id,
        "number", number,
        "parent", parent,
        "author", author,
        "message", message,
        "user", user,
        "timestamp", timestamp,
        "layers", layers);
  }

  static Commit fromJson(JsonNode json) {
    return new Commit(
        json.path("id").asText(),
        json.path("number").asLong(),
        json.path("parent").isNull() ? null : json.path("parent").asText(),
        json.path("author").asText(),
        json.path("message").asText(),
        json.path("user").asText(),
        json.path("timestamp").decimalValue(),
        (ObjectNode) json.path("layers"));
  }
}
