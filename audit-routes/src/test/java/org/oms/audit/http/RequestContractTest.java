// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

class RequestContractTest {

  private static final String API = "/api/v1/audit";

  private final RequestContract contract = new RequestContract();

  @Test
  void whatTheContractHasPasses() {
    assertThatCode(() -> contract.check("GET", API + "/events", null, List.of("actor", "q")))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                contract.check(
                    "POST", API + "/receipts/query", "application/json; charset=utf-8", List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void everythingElseIsRefusedByKind() {
    assertThat(refusal("GET", API + "/nothing", null)).isEqualTo(ProblemKind.NOT_FOUND);
    assertThat(refusal("GET", API + "/events/", null)).isEqualTo(ProblemKind.NOT_FOUND);
    assertThat(refusal("PUT", API + "/events", null)).isEqualTo(ProblemKind.METHOD_NOT_ALLOWED);
    assertThat(refusal("GET", API + "/events/query", null))
        .isEqualTo(ProblemKind.METHOD_NOT_ALLOWED);
    assertThat(refusal("POST", API + "/events/query", "text/plain"))
        .isEqualTo(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
    assertThat(refusal("GET", API + "/events", null, "colour")).isEqualTo(ProblemKind.BAD_REQUEST);
    assertThat(refusal("GET", API + "/events", null, "actor", "actor"))
        .isEqualTo(ProblemKind.BAD_REQUEST);
    assertThat(contract.allowedMethods(API + "/events")).containsExactly("GET", "POST");
  }

  private ProblemKind refusal(String method, String path, String type, String... parameters) {
    return catchThrowableOfType(
            RefusedException.class, () -> contract.check(method, path, type, List.of(parameters)))
        .kind();
  }
}
