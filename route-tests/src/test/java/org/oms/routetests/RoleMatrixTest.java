// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody adds an operation without saying who may call it. */
class RoleMatrixTest {

  @ParameterizedTest
  @ValueSource(strings = {"oms", "audit"})
  void everyOperationHasALine_andEveryLineAnOperation(String service) {
    RoleMatrix matrix = RoleMatrix.of(service);
    assertThat(matrix.strangers())
        .as("lines to add to or remove from security/%s-matrix.csv", service)
        .isEmpty();
    assertThat(matrix.cells()).isNotEmpty();
  }
}
