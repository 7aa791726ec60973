// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.request.RequestContext.Credential;

/** The operations on sessions and tokens. */
@ApplicationScoped
@Unremovable
public class SessionOperations {

  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Revocations revocations;
  private final SessionLog log;
  private final OmsConfig config;

  @Inject
  public SessionOperations(
      Sessions sessions,
      SessionCookie cookie,
      Revocations revocations,
      SessionLog log,
      OmsConfig config) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.revocations = revocations;
    this.log = log;
    this.config = config;
  }

  /** A session for the token the caller has shown. */
  public Answer create(ApiRequest request) {
    RequestContext context = request.context();
    Credential shown = context.actor().credential().orElseThrow();
    if (shown.sessionId().isPresent()) {
      throw new ProblemException(
          Problem.of(
              "session-exists",
              "There is a session already",
              409,
              "Exchange a bearer token, without the cookie of a session."));
    }
    Sessions.Opened opened = sessions.open(context.actor(), shown);
    try {
      log.loggedIn(context, opened.session());
    } catch (ProblemException e) {
      sessions.close(opened.secret());
      throw e;
    }
    Session session = opened.session();
    long seconds = Duration.between(session.createdAt(), session.endsAt()).toSeconds();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", session.id()).put("expiresAt", session.endsAt().toString());
    body.put("idleSeconds", config.session().idleSecondsMax());
    return new Answer(201, Map.of("Set-Cookie", cookie.given(opened.secret(), seconds)), body);
  }

  /** Ends the session, and with revokeToken=true the token too. */
  public Answer delete(ApiRequest request) {
    Credential shown = request.context().actor().credential().orElseThrow();
    boolean bySession = shown.sessionId().isPresent();
    if (!bySession && !request.flag("revokeToken")) {
      throw new ProblemException(
          Problem.of(
              "session-not-found",
              "No session",
              404,
              "The request carries no session's cookie. With revokeToken=true the token itself is"
                  + " revoked."));
    }
    if (request.flag("revokeToken")) {
      String tokenId = shown.tokenId().orElseThrow(SessionOperations::noTokenId);
      revocations.revoke(
          request.context(), new Revocation(tokenId, shown.expiresAt(), Optional.empty()));
    }
    if (bySession) {
      end(request);
    }
    return new Answer(204, Map.of("Set-Cookie", cookie.taken()), NullNode.getInstance());
  }

  /** Revokes any token by its jti. */
  public Answer revoke(ApiRequest request) {
    JsonNode body = request.body();
    Instant latest =
        request.receivedAt().plusSeconds(config.revocation().tokenLifetimeSecondsMax());
    Instant expiresAt = body.has("expiresAt") ? instant(body.path("expiresAt").asText()) : latest;
    if (!expiresAt.isAfter(request.receivedAt()) || expiresAt.isAfter(latest)) {
      throw new ProblemException(
          Problem.requestInvalid(
              List.of(
                  new Violation(
                      "/expiresAt", "not-allowed", "It is past, or later than " + latest + "."))));
    }
    String tokenId = body.path("jti").asText();
    Optional<String> reason = Optional.ofNullable(body.path("reason").asText(null));
    revocations.revoke(request.context(), new Revocation(tokenId, expiresAt, reason));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("jti", tokenId).put("expiresAt", expiresAt.toString());
    return new Answer(201, Map.of(), answer);
  }

  /** The contract's date-time, which also allows what no clock shows, is past when it is that. */
  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.MIN;
    }
  }

  /** The secret goes first: whoever logs out is out, or is told that they are not. */
  private void end(ApiRequest request) {
    String secret = cookie.in(request).orElseThrow();
    Optional<Session> session = sessions.find(secret);
    sessions.close(secret);
    if (session.isPresent()) {
      try {
        log.loggedOut(request.context(), session.get());
      } catch (ProblemException e) {
        sessions.put(secret, session.get());
        throw e;
      }
    }
  }

  private static ProblemException noTokenId() {
    return new ProblemException(
        Problem.of(
            "token-without-id",
            "The token can't be revoked",
            422,
            "It has no jti; ask its issuer."));
  }
}
