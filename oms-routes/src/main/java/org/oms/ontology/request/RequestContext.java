// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who asked, and with what tracing ids.
 *
 * @param requestId from {@code X-Request-Id}, or made by the service
 * @param receivedAt when the request arrived; {@code createdAt} and {@code modifiedAt} are this
 */
public record RequestContext(
    String requestId,
    Optional<String> correlationId,
    Optional<String> traceparent,
    Actor actor,
    Instant receivedAt,
    Optional<IdempotencyKey> idempotencyKey) {

  /** Of what no single request asked for. */
  public static RequestContext anonymous(Instant now) {
    return new RequestContext(
        UUID.randomUUID().toString(),
        Optional.empty(),
        Optional.empty(),
        Actor.anonymous(Optional.empty(), Optional.empty()),
        now,
        Optional.empty());
  }

  /**
   * The caller, as the event's {@code data.actor} shows it, and what they may do.
   *
   * @param scopes what the token narrows the roles to; empty when it does not
   * @param credential what they have shown
   */
  public record Actor(
      String id,
      String username,
      Optional<String> email,
      List<String> roles,
      Optional<Set<String>> scopes,
      String tenant,
      boolean service,
      Optional<String> ip,
      Optional<String> userAgent,
      Optional<Credential> credential) {

    /** An actor who has shown nothing. */
    public Actor(
        String id,
        String username,
        Optional<String> email,
        List<String> roles,
        String tenant,
        boolean service,
        Optional<String> ip,
        Optional<String> userAgent) {
      this(
          id,
          username,
          email,
          roles,
          Optional.empty(),
          tenant,
          service,
          ip,
          userAgent,
          Optional.empty());
    }

    /** A caller nobody knows. */
    static Actor anonymous(Optional<String> ip, Optional<String> userAgent) {
      return new Actor(
          "anonymous", "anonymous", Optional.empty(), List.of(), "default", false, ip, userAgent);
    }

    /** How the caller was recognised, as events show it. */
    public String authMethod() {
      return credential
          .map(shown -> shown.sessionId().isPresent() ? "session" : "jwt")
          .orElse("none");
    }
  }

  /**
   * What a caller has shown: a token, or the cookie of a session that was exchanged for one.
   *
   * @param tokenId the token's {@code jti}
   * @param expiresAt when the token expires
   * @param sessionId the session's id, which is not its secret
   */
  public record Credential(
      Optional<String> tokenId, Instant expiresAt, Optional<String> sessionId) {}

  /** An {@code Idempotency-Key} with the digest of the request it belongs to. */
  public record IdempotencyKey(String key, String requestHash) {}
}
