// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import io.quarkus.runtime.Startup;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.oms.ontology.OmsConfig;

/**
 * What makes a token good: one algorithm with its key, the issuer, the audience, an expiry.
 *
 * <p>Exactly one kind of key is configured, so a token can't choose the algorithm it is checked by.
 */
@ApplicationScoped
@Startup // A wrong setting ends the start, not the first request.
public class TokenRules {

  private static final int SECRET_BYTES_MIN = 32;

  private final JWTAuthContextInfo verification = new JWTAuthContextInfo();

  @Inject
  TokenRules(OmsConfig config) {
    OmsConfig.Jwt jwt = config.jwt();
    if (jwt.secret().isPresent() == jwt.publicKeyLocation().isPresent()) {
      throw new IllegalStateException(
          "Set OMS_JWT_PUBLIC_KEY_LOCATION (RS256) or OMS_JWT_SECRET (HS256), and only one.");
    }
    verification.setIssuedBy(jwt.issuer());
    verification.setExpectedAudience(Set.of(jwt.audience()));
    verification.setRequiredClaims(Set.of("sub", "exp"));
    jwt.secret().ifPresent(this::verifyBySecret);
    jwt.publicKeyLocation().ifPresent(this::verifyByPublicKey);
  }

  JWTAuthContextInfo verification() {
    return verification;
  }

  private void verifyBySecret(String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    if (key.length < SECRET_BYTES_MIN) {
      throw new IllegalStateException("OMS_JWT_SECRET must have at least 32 bytes.");
    }
    verification.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
    verification.setSecretVerificationKey(new SecretKeySpec(key, "HmacSHA256"));
  }

  private void verifyByPublicKey(String location) {
    verification.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
    verification.setPublicKeyLocation(location);
  }
}
