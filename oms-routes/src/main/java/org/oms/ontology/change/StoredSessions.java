// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.outbox.PollScheduler;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.EventDraft;
import org.oms.ontology.session.Revocation;
import org.oms.ontology.session.Session;
import org.oms.ontology.session.SessionLog;

/** Sessions and revocations as events of the outbox. */
@ApplicationScoped
public class StoredSessions implements SessionLog {

  private final Statements statements;
  private final Events events;
  private final PollScheduler relay;

  @Inject
  public StoredSessions(
      Statements statements, Events events, @Named("relayScheduler") PollScheduler relay) {
    this.statements = statements;
    this.events = events;
    this.relay = relay;
  }

  @Override
  public void loggedIn(RequestContext context, Session session) {
    store(context, session, "auth.login");
  }

  @Override
  public void loggedOut(RequestContext context, Session session) {
    store(context, session, "auth.logout");
  }

  @Override
  public void revoked(RequestContext context, Revocation revocation) {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("tokenExpiresAt", revocation.expiresAt().toString());
    revocation.reason().ifPresent(reason -> metadata.put("reason", reason));
    EventDraft draft =
        new EventDraft(
            "auth.revoke",
            "token",
            revocation.tokenId(),
            "",
            List.of(),
            NullNode.getInstance(),
            NullNode.getInstance(),
            metadata);
    Map<String, Object> parameters = events.done(draft, context, "").parameters();
    parameters.put("jti", revocation.tokenId());
    parameters.put("expiresAt", revocation.expiresAt().toString());
    parameters.put("revokedBy", context.actor().username());
    parameters.put("reason", revocation.reason().orElse(null));
    run("storeRevocation", parameters);
    relay.wakeUp();
  }

  @Override
  public boolean isRevoked(String tokenId) {
    return !run("findRevocation", Map.of("jti", tokenId)).isEmpty();
  }

  @Override
  public List<Revocation> revocations() {
    return run("selectRevocations", Map.of()).stream()
        .map(
            row ->
                new Revocation(
                    (String) row.get("jti"),
                    ((Timestamp) row.get("expires_at")).toInstant(),
                    Optional.ofNullable((String) row.get("reason"))))
        .toList();
  }

  private void store(RequestContext context, Session session, String action) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("createdAt", session.createdAt().toString());
    shown.put("endsAt", session.endsAt().toString());
    session.tokenId().ifPresent(jti -> shown.put("jti", jti));
    EventDraft draft =
        new EventDraft(
            action,
            "session",
            session.id(),
            session.actor().username(),
            List.of(),
            NullNode.getInstance(),
            shown,
            Map.of());
    Map<String, Object> parameters = events.done(draft, context, "").parameters();
    parameters.put("success", true);
    run("storeEvent", parameters);
    relay.wakeUp();
  }

  private List<Map<String, Object>> run(String statement, Map<String, Object> parameters) {
    try {
      return statements.run(statement, parameters);
    } catch (Statements.PostgresException e) {
      throw ChangeProblems.postgresUnavailable();
    }
  }
}
