// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.oms.terminusdb.embedded.Json;

/** A JSON value of another kind than the server can take at that place. */
final class TypeMismatch extends ReplyException {

  private static final long serialVersionUID = 1L;

  private final transient JsonNode literal;
  private final String expected;

  private TypeMismatch(JsonNode literal, String message, String expected) {
    super(message, null);
    this.literal = literal;
    this.expected = expected;
  }

  static TypeMismatch of(JsonNode value, String expected) {
    JsonNode literal = value.isNull() ? value : TextNode.valueOf(value.toString());
    String message = "Type error for " + value + " which should be " + expected;
    return new TypeMismatch(literal, message, expected);
  }

  @Override
  Reply reply() {
    return Reply.json(
        400,
        Json.object(
            "@type", "api:WoqlErrorResponse",
            "api:error",
                Json.object(
                    "@type", "api:TypeError",
                    "api:actual_value", literal,
                    "api:expected_type", expected),
            "api:message", getMessage(),
            "api:status", "api:failure",
            "system:witnesses",
                Json.array(
                    List.of(
                        Json.object(
                            "@type",
                            "vio:ViolationWithDatatypeObject",
                            "vio:literal",
                            literal,
                            "vio:message",
                            getMessage(),
                            "vio:type",
                            expected)))));
  }
}
