// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import io.quarkus.runtime.Startup;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.oms.audit.AuditConfig;

/**
 * What makes a token good: one algorithm with its key, the issuer, the audience, an expiry.
 *
 * <p>Exactly one kind of key is configured, so a token can't choose the algorithm it is checked by.
 */
@Startup // a service without a key must not start
@ApplicationScoped
public class TokenRules {

  private static final int SECRET_BYTES_MIN = 32;

  private final JWTAuthContextInfo verification;

  @SuppressWarnings("deprecation") // the clock skew has no other setter yet
  TokenRules(AuditConfig config) {
    AuditConfig.Jwt jwt = config.jwt();
    if (jwt.secret().isPresent() == jwt.publicKeyLocation().isPresent()) {
      throw new IllegalStateException(
          "Set AUDIT_JWT_PUBLIC_KEY_LOCATION (RS256) or AUDIT_JWT_SECRET (HS256), and only one.");
    }
    verification = new JWTAuthContextInfo();
    verification.setIssuedBy(jwt.issuer());
    verification.setExpectedAudience(Set.of(jwt.audience()));
    verification.setRequiredClaims(Set.of("sub", "exp"));
    verification.setExpGracePeriodSecs(Math.toIntExact(jwt.clockSkew().toSeconds()));
    jwt.secret().ifPresent(this::verifyBySecret);
    jwt.publicKeyLocation().ifPresent(this::verifyByPublicKey);
  }

  JWTAuthContextInfo verification() {
    return verification;
  }

  private void verifyBySecret(String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    if (key.length < SECRET_BYTES_MIN) {
      throw new IllegalStateException("AUDIT_JWT_SECRET must have at least 32 bytes.");
    }
    verification.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
    verification.setSecretVerificationKey(new SecretKeySpec(key, "HmacSHA256"));
  }

  private void verifyByPublicKey(String location) {
    try {
      String pem = Files.readString(Path.of(location));
      verification.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
      verification.setPublicVerificationKey(KeyUtils.decodePublicKey(pem));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("No RSA public key at " + location, e);
    }
  }
}
