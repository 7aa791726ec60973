// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.request.RequestContext.Actor;

/** Who the token says the caller is, and what they may do. */
public final class Caller {

  private Caller() {}

  public static Answer of(ApiRequest request) {
    Actor actor = request.context().actor();
    ObjectNode me = JsonNodeFactory.instance.objectNode();
    me.put("id", actor.id());
    me.put("username", actor.username());
    actor.email().ifPresent(email -> me.put("email", email));
    me.put("tenant", actor.tenant());
    actor.roles().forEach(me.putArray("roles")::add);
    actor.scopes().ifPresent(scopes -> scopes.forEach(me.putArray("scopes")::add));
    Permission.grantedTo(actor).forEach(me.putArray("permissions")::add);
    return new Answer(200, Map.of(), me);
  }
}
