// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import org.oms.terminusdb.embedded.Json;

/** A body that does not say it is JSON, or does not say how long it is. */
final class BadContentType extends ReplyException {

  private static final long serialVersionUID = 1L;

  private final String type;

  private BadContentType(String type, String message) {
    super(message, null);
    this.type = type;
  }

  static BadContentType missing() {
    return new BadContentType(
        "api:MissingContentTypeErrorResponse",
        "Missing 'Content-Type' header. Expected value: application/json");
  }

  static BadContentType of(String contentType) {
    return new BadContentType(
        "api:BadContentTypeErrorResponse",
        "Bad 'Content-Type' header value: '"
            + contentType
            + "'. Expected value: 'application/json'");
  }

  static BadContentType missingLength() {
    return new BadContentType(
        "api:MissingContentLengthErrorResponse", "Missing 'Content-Length' header.");
  }

  @Override
  Reply reply() {
    return Reply.json(
        400, Json.object("@type", type, "api:message", getMessage(), "api:status", "api:failure"));
  }
}
