// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.SchemaViolation;
import org.oms.terminusdb.embedded.Unhandled;

/** The bodies of errors. */
final class ErrorReplies {

  private ErrorReplies() {}

  /** The answer to a failed call; {@code type} is the error type of the endpoint. */
  static Reply of(RuntimeException failure, String type) {
    if (failure instanceof ReplyException own) {
      return own.reply();
    }
    if (failure instanceof Refusal refusal) {
      return of(refusal, type);
    }
    if (failure instanceof SchemaViolation violation) {
      boolean isWoql = type.equals("api:WoqlErrorResponse");
      return of(isWoql ? violation.onWoql() : violation.onDocuments(), type);
    }
    if (failure instanceof Unhandled) {
      return unhandled();
    }
    throw failure;
  }

  static Reply unauthorized() {
    return Reply.json(
        401,
        Json.object(
            "@type", "api:ErrorResponse",
            "api:error", Json.object("@type", "api:IncorrectAuthenticationError"),
            "api:message", "Incorrect authentication information",
            "api:status", "api:failure"));
  }

  static Reply unhandled() {
    return Reply.json(
        500,
        Json.object(
            "@type", "api:UnhandledErrorResponse",
            "api:error", Json.object("@type", "api:InternalServerError"),
            "api:message", "An internal server error occurred. Please contact the administrator.",
            "api:status", "api:server_error"));
  }

  static Reply unexpected() {
    return Reply.json(
        500,
        Json.object(
            "api:message", "Unexpected failure in request handler", "api:status", "api:failure"));
  }

  private static Reply of(Refusal refusal, String type) {
    ObjectNode body =
        Json.object(
            "@type", type,
            "api:error", refusal.error(),
            "api:message", refusal.getMessage(),
            "api:request_id", UUID.randomUUID().toString(),
            "api:status", refusal.status().apiStatus());
    return Reply.json(refusal.status().httpStatus(), body);
  }
}
