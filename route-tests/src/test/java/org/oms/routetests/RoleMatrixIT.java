// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the role matrix, asked of the running services. */
class RoleMatrixIT {

  private static final RunningSystem SYSTEM = RunningSystem.shared();

  private static final String ALL_SCOPES =
      "oms:read oms:write oms:admin audit:read audit:export audit:append audit:admin";

  static Stream<RoleMatrix.Cell> oms() {
    return RoleMatrix.of("oms").cells().stream();
  }

  static Stream<RoleMatrix.Cell> audit() {
    return RoleMatrix.of("audit").cells().stream();
  }

  @AfterAll
  static void checkTheRecord() {
    SYSTEM.assertRecordIsTrue();
  }

  @ParameterizedTest
  @MethodSource("oms")
  void ofOms(RoleMatrix.Cell cell) {
    check(SYSTEM.stack().oms().url(), cell);
  }

  @ParameterizedTest
  @MethodSource("audit")
  void ofAudit(RoleMatrix.Cell cell) {
    check(SYSTEM.stack().audit().url(), cell);
  }

  /** The role alone decides; with scopes, both have to allow it. */
  private static void check(URI service, RoleMatrix.Cell cell) {
    assertAnswer(service, cell, List.of(), cell.allowed());
    if (!cell.scope().equals("-")) {
      assertAnswer(service, cell, List.of("scope", cell.scope()), cell.allowed());
      assertAnswer(service, cell, List.of("scp", ALL_SCOPES), cell.allowed());
      String others = ALL_SCOPES.replace(cell.scope(), "openid");
      assertAnswer(service, cell, List.of("scope", others), false);
    }
  }

  private static void assertAnswer(
      URI service, RoleMatrix.Cell cell, List<String> narrowed, boolean allowed) {
    JWTClaimsSet.Builder claims = Issuer.claims(cell.role()).subject("matrix-" + cell.role());
    if (!narrowed.isEmpty()) {
      claims.claim(narrowed.get(0), narrowed.get(1));
    }
    RoleMatrix.Operation operation = cell.operation();
    Api.Answer answer =
        new Api(service, Issuer.development(claims))
            .call(operation.method(), operation.path(), operation.mediaType());
    if (allowed) {
      assertThat(answer.status())
          .as("%s with %s: %s", cell, narrowed, answer)
          .isNotIn(401, 403, 405, 415)
          .isLessThan(500);
    } else {
      assertThat(answer.status()).as("%s with %s: %s", cell, narrowed, answer).isEqualTo(403);
      assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
    }
  }
}
