// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import org.oms.terminusdb.embedded.Json;

/** A call the user may not make. */
final class Forbidden extends ReplyException {

  private static final long serialVersionUID = 1L;

  private final String action;
  private final String scope;

  Forbidden(String action, String scope) {
    super(
        "Access to '"
            + scope
            + "' is not authorised with action "
            + action
            + " and auth '"
            + User.ANONYMOUS.iri()
            + "'",
        null);
    this.action = action;
    this.scope = scope;
  }

  @Override
  Reply reply() {
    return Reply.json(
        403,
        Json.object(
            "action",
            action,
            "api:message",
            getMessage(),
            "api:status",
            "api:forbidden",
            "auth",
            "'" + User.ANONYMOUS.iri() + "'",
            "scope",
            "'" + scope + "'"));
  }
}
