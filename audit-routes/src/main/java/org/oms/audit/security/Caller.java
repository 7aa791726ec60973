// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import java.util.List;
import java.util.Optional;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/** Who asks, and what their roles allow within the scopes of their token. */
public record Caller(Token token) {

  /** The identity that the HTTP server has authenticated. */
  public static Caller of(QuarkusHttpUser user) {
    if (user == null) {
      throw new RefusedException(ProblemKind.UNAUTHENTICATED, "There is no bearer token.");
    }
    return new Caller(user.getSecurityIdentity().getAttribute(BearerTokens.TOKEN));
  }

  public String subject() {
    return token.subject();
  }

  public List<String> roles() {
    return token.roles();
  }

  /**
   * The actor whose events alone this caller may read; empty when the caller may read all.
   *
   * @throws RefusedException when the caller may read none
   */
  public Optional<String> onlyActor() {
    return onlyActor(Permission.READ_ALL, Permission.READ_OWN);
  }

  /**
   * The actor whose events alone this caller may take out in bulk; empty when it may be all.
   *
   * @throws RefusedException when the caller may export none
   */
  public Optional<String> onlyActorOfExport() {
    return onlyActor(Permission.EXPORT_ALL, Permission.EXPORT_OWN);
  }

  /** The caller may add events to the log. */
  public void requireAppender() {
    require(Permission.APPEND);
  }

  /** The caller may ask for receipts. */
  public void requireSender() {
    require(Permission.ASK_RECEIPTS);
  }

  /** The caller may see how the service itself does: dead letters, consumers, retention. */
  public void requireAuditor() {
    require(Permission.READ_ALL);
  }

  /** The caller may have the ledger checked. */
  public void requireVerifier() {
    require(Permission.READ_ALL);
  }

  /** The caller may decide what becomes of dead letters, and how long events are kept. */
  public void requireAdmin() {
    require(Permission.ADMINISTER);
  }

  private Optional<String> onlyActor(Permission all, Permission own) {
    if (all.isGrantedTo(token)) {
      return Optional.empty();
    }
    require(own);
    return Optional.of(subject());
  }

  private void require(Permission permission) {
    if (!permission.isGrantedTo(token)) {
      throw new RefusedException(
          ProblemKind.FORBIDDEN,
          "To " + permission.purpose() + " another role or scope is needed.");
    }
  }
}
