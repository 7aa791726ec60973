// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.oms.terminusdb.embedded.Json;

/** A request body without fields its endpoint needs. */
final class FieldsMissing extends ReplyException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient ObjectNode document;
  private final transient JsonNode expected;

  /** One list of fields, or with {@code RequiredFieldsChoiceMissing} several to choose from. */
  FieldsMissing(String code, String message, ObjectNode document, JsonNode expected) {
    super(message + expected.toString().replace("\"", ""), null);
    this.code = code;
    this.document = document;
    this.expected = expected;
  }

  @Override
  Reply reply() {
    return Reply.json(
        400,
        Json.object(
            "@type",
            "api:BadAPIDocumentErrorResponse",
            "api:error",
            Json.object("@type", code, "api:document", document, "api:expected", expected),
            "api:message",
            getMessage(),
            "api:status",
            "api:failure"));
  }
}
