// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.oms.ontology.request.RequestContext.Actor;

/**
 * Who may do what: the role matrix. An operation names the permission it needs in the contract
 * ({@code x-permission}). A role gives it; a token with scopes must name its scope too.
 */
public enum Permission {
  AUTHENTICATED("authenticated", Scope.NONE),
  READ_RESOURCES(
      "readResources",
      Scope.READ,
      "admin",
      "developer",
      "reviewer",
      "auditor",
      "viewer",
      "service_account"),
  WRITE_RESOURCES("writeResources", Scope.WRITE, "admin", "developer"),
  READ_BRANCHES("readBranches", Scope.READ, "admin", "developer", "reviewer", "auditor", "viewer"),
  WRITE_BRANCHES("writeBranches", Scope.WRITE, "admin", "developer"),
  READ_LOCKS(
      "readLocks",
      Scope.READ,
      "admin",
      "developer",
      "reviewer",
      "auditor",
      "viewer",
      "service_account"),
  WRITE_LOCKS("writeLocks", Scope.WRITE, "admin", "developer", "service_account"),
  REVOKE_TOKENS("revokeTokens", Scope.ADMIN, "admin"),

  /** To act on what others own, beside the permission of the operation. */
  ADMINISTER("administer", Scope.ADMIN, "admin");

  /** The names of scopes, as tokens carry them. */
  private static final class Scope {
    /** Any valid token has it, whatever its roles and scopes. */
    static final String NONE = "";

    static final String READ = "oms:read";
    static final String WRITE = "oms:write";
    static final String ADMIN = "oms:admin";
  }

  private final String contractName;
  private final String scope;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of can't be changed; the checker wants Guava's.
  private final Set<String> roles;

  Permission(String contractName, String scope, String... roles) {
    this.contractName = contractName;
    this.scope = scope;
    this.roles = Set.of(roles);
  }

  public String contractName() {
    return contractName;
  }

  static Permission named(String contractName) {
    return Arrays.stream(values())
        .filter(permission -> permission.contractName.equals(contractName))
        .findFirst()
        .orElseThrow();
  }

  /** Whether one of the actor's roles gives it, and their token's scopes, if any, leave it. */
  public boolean isGrantedTo(Actor actor) {
    return scope.equals(Scope.NONE)
        || (actor.roles().stream().anyMatch(roles::contains) && isLeftBy(actor));
  }

  static List<String> grantedTo(Actor actor) {
    return Arrays.stream(values())
        .filter(permission -> permission.isGrantedTo(actor))
        .map(Permission::contractName)
        .toList();
  }

  private boolean isLeftBy(Actor actor) {
    return actor.scopes().map(scopes -> scopes.contains(scope)).orElse(true);
  }
}
