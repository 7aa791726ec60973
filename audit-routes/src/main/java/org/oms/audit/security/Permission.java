// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import java.util.Set;

/**
 * Who may do what: the role matrix. A role gives a permission; a token with scopes must name its
 * scope too.
 */
public enum Permission {
  /** The whole log, and how ingestion does. */
  READ_ALL("see this", Scope.READ, "admin", "auditor"),

  /** One's own actions. */
  READ_OWN("read events", Scope.READ, "developer", "reviewer"),

  /** The whole log, in bulk. */
  EXPORT_ALL("export events", Scope.EXPORT, "admin", "auditor"),

  /** One's own actions, in bulk. */
  EXPORT_OWN("export events", Scope.EXPORT, "developer", "reviewer"),

  /** To send events. */
  APPEND("add events", Scope.APPEND, "service_account"),

  /** To ask which events are stored. */
  ASK_RECEIPTS("ask for receipts", Scope.APPEND, "service_account", "auditor", "admin"),

  /** To decide what becomes of stored events and refused messages. */
  ADMINISTER("change this", Scope.ADMIN, "admin");

  /** The names of scopes, as tokens carry them. */
  private static final class Scope {
    static final String READ = "audit:read";
    static final String EXPORT = "audit:export";
    static final String APPEND = "audit:append";
    static final String ADMIN = "audit:admin";
  }

  private final String purpose;
  private final String scope;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of can't be changed; the checker wants Guava's.
  private final Set<String> roles;

  Permission(String purpose, String scope, String... roles) {
    this.purpose = purpose;
    this.scope = scope;
    this.roles = Set.of(roles);
  }

  /** What it is for, to complete a sentence. */
  String purpose() {
    return purpose;
  }

  /** Whether one of the token's roles gives it, and its scopes, if any, leave it. */
  boolean isGrantedTo(Token token) {
    return token.roles().stream().anyMatch(roles::contains)
        && token.scopes().map(scopes -> scopes.contains(scope)).orElse(true);
  }
}
