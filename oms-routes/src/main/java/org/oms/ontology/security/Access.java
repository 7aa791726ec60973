// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.request.RequestContext.Actor;
import org.oms.ontology.request.RequestContext.Credential;
import org.oms.ontology.request.RequestContext.IdempotencyKey;
import org.oms.ontology.session.Revocations;
import org.oms.ontology.session.Session;
import org.oms.ontology.session.SessionCookie;
import org.oms.ontology.session.Sessions;

/** The one place that decides whether a request is let in. */
@ApplicationScoped
@Named("access")
@Unremovable
public class Access {

  private static final Logger LOG = Logger.getLogger(Access.class);
  private static final String SCHEME = "Bearer ";

  private final TokenRules rules;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Revocations revocations;

  @Inject
  public Access(
      TokenRules rules, Sessions sessions, SessionCookie cookie, Revocations revocations) {
    this.rules = rules;
    this.sessions = sessions;
    this.cookie = cookie;
    this.revocations = revocations;
  }

  /**
   * The request with its caller known, by a bearer token, else by a session's cookie.
   *
   * @throws ProblemException {@code token-missing}, {@code token-invalid}, {@code token-revoked},
   *     {@code session-invalid} (401); {@code cross-origin} (403); {@code keys-unavailable}, {@code
   *     sessions-unavailable}, {@code revocations-unavailable} (503)
   */
  public ApiRequest identify(ApiRequest request) {
    Optional<String> authorization = request.header("authorization");
    Optional<String> secret = authorization.isPresent() ? Optional.empty() : cookie.in(request);
    Actor actor =
        secret.isPresent()
            ? bySession(request, secret.get())
            : byToken(request, authorization.orElse(""));
    if (actor
        .credential()
        .flatMap(Credential::tokenId)
        .filter(revocations::isRevoked)
        .isPresent()) {
      throw unauthorized("token-revoked", "The token was revoked.");
    }
    return request.from(known(request, actor));
  }

  private Actor byToken(ApiRequest request, String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw unauthorized(
          "token-missing", "Send a bearer token in Authorization, or the cookie of a session.");
    }
    try {
      Token token = rules.verified(header.substring(SCHEME.length()).strip());
      return actor(token, request.context().actor());
    } catch (TokenRules.RefusedTokenException e) {
      LOG.debugf("Request %s: %s", request.context().requestId(), e.getMessage());
      throw e.keysUnavailable()
          ? keysUnavailable()
          : unauthorized("token-invalid", "The token is expired, of another issuer, or not valid.");
    }
  }

  private Actor bySession(ApiRequest request, String secret) {
    cookie.requireOwnOrigin(request);
    Session session =
        sessions
            .find(secret)
            .orElseThrow(
                () -> unauthorized("session-invalid", "The session has ended: log in again."));
    return session.callerOf(request.context().actor());
  }

  /**
   * The request, if its caller has the permission its operation needs.
   *
   * @throws ProblemException {@code forbidden} (403)
   */
  public ApiRequest permit(ApiRequest request) {
    Permission needed = Permission.named(request.operation().permission());
    if (!needed.isGrantedTo(request.context().actor())) {
      throw forbidden(
          "Your roles, within your token's scopes, do not have the permission "
              + needed.contractName()
              + ".");
    }
    return request;
  }

  /** Ends the request of a developer who is not the owner of what is to be deleted. */
  public static void requireOwner(Actor actor, String owner) {
    if (!Permission.ADMINISTER.isGrantedTo(actor) && !actor.username().equals(owner)) {
      throw forbidden("Only an administrator or " + owner + " may do this.");
    }
  }

  private static RequestContext known(ApiRequest request, Actor actor) {
    RequestContext context = request.context();
    return new RequestContext(
        context.requestId(),
        context.correlationId(),
        context.traceparent(),
        actor,
        context.receivedAt(),
        request
            .header("idempotency-key")
            .map(key -> new IdempotencyKey(key, hash(request, actor))));
  }

  private static Actor actor(Token token, Actor caller) {
    return new Actor(
        token.subject(),
        token.username(),
        token.email(),
        token.roles(),
        token.scopes(),
        token.tenant(),
        token.roles().contains("service_account"),
        caller.ip(),
        caller.userAgent(),
        Optional.of(new Credential(token.id(), token.expiresAt(), Optional.empty())));
  }

  /** What makes two requests the same to an Idempotency-Key. */
  private static String hash(ApiRequest request, Actor actor) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String line =
          String.join(
              "\n",
              actor.id(),
              request.operation().method(),
              request.path(),
              request.query().toString(),
              request.header("if-match").orElse(""));
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      digest.update(request.content().duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProblemException unauthorized(String code, String detail) {
    return new ProblemException(
        new Problem(
            code,
            "Who are you?",
            401,
            detail,
            List.of(),
            Map.of("WWW-Authenticate", "Bearer realm=\"oms\"")));
  }

  private static ProblemException keysUnavailable() {
    return new ProblemException(
        Problem.of(
                "keys-unavailable",
                "Tokens can't be checked",
                503,
                "The issuer's keys can't be fetched.")
            .retryAfter(5));
  }

  /** 403: who the caller is, is known; they may not do this. */
  public static ProblemException forbidden(String detail) {
    return new ProblemException(Problem.of("forbidden", "Not allowed", 403, detail));
  }
}
