// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oms.ontology.contract.Contract;
import org.oms.ontology.request.RequestContext.Actor;

class PermissionTest {

  @ParameterizedTest
  @CsvSource({
    "admin,           readResources writeResources readBranches writeBranches readLocks writeLocks"
        + " revokeTokens administer",
    "developer,       readResources writeResources readBranches writeBranches readLocks writeLocks",
    "reviewer,        readResources readBranches readLocks",
    "auditor,         readResources readBranches readLocks",
    "viewer,          readResources readBranches readLocks",
    "service_account, readResources readLocks writeLocks",
    "stranger,        ''"
  })
  void aRoleGivesItsPermissions_andNoOthers(String role, String permissions) {
    assertThat(granted(role, Optional.empty())).isEqualTo(words(permissions + " authenticated"));
  }

  @ParameterizedTest
  @CsvSource({
    "admin,     oms:read,            readResources readBranches readLocks",
    "admin,     oms:write,           writeResources writeBranches writeLocks",
    "admin,     oms:admin,           revokeTokens administer",
    "developer, oms:read oms:admin,  readResources readBranches readLocks",
    "viewer,    oms:write,           ''",
    "admin,     openid audit:read,   ''",
    "admin,     '',                  ''"
  })
  void scopesNarrow_andNeverWiden(String role, String scopes, String permissions) {
    assertThat(granted(role, Optional.of(words(scopes))))
        .isEqualTo(words(permissions + " authenticated"));
  }

  @Test
  void everyOperation_namesAPermission() {
    assertThat(new Contract().operations())
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(Permission.named(operation.permission())).isNotNull());
  }

  private static Set<String> granted(String role, Optional<Set<String>> scopes) {
    Actor actor =
        new Actor(
            "u-1",
            "kim",
            Optional.empty(),
            List.of(role),
            scopes,
            "default",
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Set.copyOf(Permission.grantedTo(actor));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
