// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oms.ontology.contract.Contract;

class PermissionTest {

  @ParameterizedTest
  @CsvSource({
    "admin,true,true,true,true,true,true",
    "developer,true,true,true,true,true,true",
    "reviewer,true,false,true,false,true,false",
    "auditor,true,false,true,false,true,false",
    "viewer,true,false,true,false,true,false",
    "service_account,true,false,false,false,true,true",
    "stranger,false,false,false,false,false,false"
  })
  void roleMatrix(
      String role,
      boolean readResources,
      boolean writeResources,
      boolean readBranches,
      boolean writeBranches,
      boolean readLocks,
      boolean writeLocks) {
    List<String> roles = List.of(role);

    assertThat(Permission.READ_RESOURCES.isGrantedTo(roles)).isEqualTo(readResources);
    assertThat(Permission.WRITE_RESOURCES.isGrantedTo(roles)).isEqualTo(writeResources);
    assertThat(Permission.READ_BRANCHES.isGrantedTo(roles)).isEqualTo(readBranches);
    assertThat(Permission.WRITE_BRANCHES.isGrantedTo(roles)).isEqualTo(writeBranches);
    assertThat(Permission.READ_LOCKS.isGrantedTo(roles)).isEqualTo(readLocks);
    assertThat(Permission.WRITE_LOCKS.isGrantedTo(roles)).isEqualTo(writeLocks);
  }

  @Test
  void everyOperation_namesAPermission() {
    assertThat(new Contract().operations())
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(Permission.named(operation.permission())).isNotNull());
  }
}
