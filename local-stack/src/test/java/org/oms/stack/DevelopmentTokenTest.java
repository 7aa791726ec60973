// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevelopmentTokenTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void token_isSignedWithTheDevelopmentSecret() throws Exception {
    SignedJWT token = SignedJWT.parse(DevelopmentToken.of("auditor").signed(NOW));

    assertThat(token.verify(new MACVerifier(DevelopmentSecrets.JWT_SECRET.getBytes(UTF_8))))
        .isTrue();
    assertThat(token.verify(new MACVerifier("x".repeat(40).getBytes(UTF_8)))).isFalse();
  }

  @Test
  void token_carriesEveryClaimTheServicesRead() throws Exception {
    JWTClaimsSet claims =
        SignedJWT.parse(
                new DevelopmentToken("kim", List.of("developer"), Duration.ofMinutes(30))
                    .signed(NOW))
            .getJWTClaimsSet();

    assertThat(claims.getSubject()).isEqualTo("kim");
    assertThat(claims.getStringClaim("preferred_username")).isEqualTo("kim");
    assertThat(claims.getStringClaim("email")).isEqualTo("kim@oms.local");
    assertThat(claims.getStringListClaim("roles")).containsExactly("developer");
    assertThat(claims.getStringClaim("tenant_id")).isNotBlank();
    assertThat(claims.getIssuer()).isEqualTo(DevelopmentSecrets.JWT_ISSUER);
    assertThat(claims.getAudience()).containsExactly("oms", "audit");
    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plus(Duration.ofMinutes(30))));
    assertThat(claims.getJWTID()).isNotBlank();
  }

  @Test
  void twoTokens_haveDifferentIds() throws Exception {
    DevelopmentToken token = DevelopmentToken.of("viewer");

    assertThat(SignedJWT.parse(token.signed(NOW)).getJWTClaimsSet().getJWTID())
        .isNotEqualTo(SignedJWT.parse(token.signed(NOW)).getJWTClaimsSet().getJWTID());
  }

  @Test
  void unknownRole_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> DevelopmentToken.of("root"))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("'root'")
        .hasMessageContaining("service_account");
  }
}
