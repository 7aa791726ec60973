// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import org.oms.terminusdb.embedded.Json;

/** A body that should be one JSON value and is not. */
final class NotJson extends ReplyException {

  private static final long serialVersionUID = 1L;

  private final String body;

  NotJson(String body, Throwable cause) {
    super("not JSON", cause);
    this.body = body;
  }

  @Override
  Reply reply() {
    return Reply.json(
        400,
        Json.object(
            "api:message", "Submitted object was not valid JSON",
            "api:status", "api:failure",
            "system:object", body));
  }
}
