// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Who may do what: the role matrix. An operation names the permission it needs in the contract
 * ({@code x-permission}).
 */
public enum Permission {
  AUTHENTICATED(
      "authenticated", "admin", "developer", "reviewer", "auditor", "viewer", "service_account"),
  READ_RESOURCES(
      "readResources", "admin", "developer", "reviewer", "auditor", "viewer", "service_account"),
  WRITE_RESOURCES("writeResources", "admin", "developer"),
  READ_BRANCHES("readBranches", "admin", "developer", "reviewer", "auditor", "viewer"),
  WRITE_BRANCHES("writeBranches", "admin", "developer"),
  READ_LOCKS("readLocks", "admin", "developer", "reviewer", "auditor", "viewer", "service_account"),
  WRITE_LOCKS("writeLocks", "admin", "developer", "service_account"),
  REVOKE_TOKENS("revokeTokens", "admin");

  private final String contractName;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of can't be changed; the checker wants Guava's.
  private final Set<String> roles;

  Permission(String contractName, String... roles) {
    this.contractName = contractName;
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

  /** Whether one of these roles has it. Any valid token is authenticated, whatever its roles. */
  boolean isGrantedTo(Collection<String> held) {
    return this == AUTHENTICATED || held.stream().anyMatch(roles::contains);
  }

  static List<String> grantedTo(Collection<String> held) {
    return Arrays.stream(values())
        .filter(permission -> permission.isGrantedTo(held))
        .map(Permission::contractName)
        .toList();
  }
}
