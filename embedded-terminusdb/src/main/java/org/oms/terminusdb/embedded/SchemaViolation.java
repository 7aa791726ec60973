// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Data or a schema that the schema check refuses, with TerminusDB's witnesses. */
public final class SchemaViolation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<JsonNode> witnesses;

  public SchemaViolation(JsonNode witness) {
    super(Json.text(witness));
    this.witnesses = List.of(witness);
  }

  /** A witness of this type with these further fields. */
  public static SchemaViolation of(String type, Object... fields) {
    return new SchemaViolation(Json.object("@type", type).setAll(Json.object(fields)));
  }

  /** As the document API words it. */
  public Refusal onDocuments() {
    return Refusal.failure(
        "Schema check failure", "api:SchemaCheckFailure", "api:witnesses", Json.array(witnesses));
  }

  /** As the WOQL API words it. */
  public Refusal onWoql() {
    return Refusal.failure(
        "There was an error when schema checking",
        "api:WOQLSchemaCheckFailure",
        "api:witnesses",
        Json.array(witnesses));
  }
}
