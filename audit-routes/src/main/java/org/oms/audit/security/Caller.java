// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import java.util.Optional;
import java.util.Set;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/** Who asks, and what their roles allow (the role matrix of the domain). */
public record Caller(String subject, Set<String> roles) {

  /** The identity that the HTTP server has authenticated. */
  public static Caller of(QuarkusHttpUser user) {
    if (user == null) {
      throw new RefusedException(ProblemKind.UNAUTHENTICATED, "There is no bearer token.");
    }
    SecurityIdentity identity = user.getSecurityIdentity();
    return new Caller(identity.getPrincipal().getName(), identity.getRoles());
  }

  /**
   * The actor whose events alone this caller may read; empty when the caller may read all.
   *
   * @throws RefusedException when the caller may read none
   */
  public Optional<String> onlyActor() {
    if (hasAny("admin", "auditor")) {
      return Optional.empty();
    }
    if (hasAny("developer", "reviewer")) {
      return Optional.of(subject);
    }
    throw forbidden("To read events");
  }

  /** The caller may add events to the log. */
  public void requireAppender() {
    if (!hasAny("service_account")) {
      throw forbidden("To add events");
    }
  }

  /** The caller may ask for receipts. */
  public void requireSender() {
    if (!hasAny("service_account", "auditor", "admin")) {
      throw forbidden("To ask for receipts");
    }
  }

  /** The caller may see how the service itself does: dead letters, consumers, retention. */
  public void requireAuditor() {
    if (!hasAny("auditor", "admin")) {
      throw forbidden("To see this");
    }
  }

  /** The caller may have the ledger checked. */
  public void requireVerifier() {
    if (!hasAny("auditor", "admin")) {
      throw forbidden("To verify the ledger");
    }
  }

  /** The caller may decide what becomes of dead letters, and how long events are kept. */
  public void requireAdmin() {
    if (!hasAny("admin")) {
      throw forbidden("To change this");
    }
  }

  private boolean hasAny(String... allowed) {
    for (String role : allowed) {
      if (roles.contains(role)) {
        return true;
      }
    }
    return false;
  }

  private static RefusedException forbidden(String purpose) {
    return new RefusedException(ProblemKind.FORBIDDEN, purpose + " another role is needed.");
  }
}
