// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.oms.audit.AuditConfig;

/**
 * What makes a token good: one algorithm with its keys, the issuer, the audience, a subject and an
 * expiry.
 *
 * <p>Exactly one kind of key is configured, so a token can't choose the algorithm it is checked by.
 */
@ApplicationScoped
@Startup // A wrong setting ends the start, not the first request.
public class TokenRules {

  /** A token that is not good, or whose keys could not be had; the message is for the log. */
  static final class RefusedTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean keysUnavailable;

    RefusedTokenException(String message, boolean keysUnavailable) {
      super(message);
      this.keysUnavailable = keysUnavailable;
    }

    /** Nobody can say whether the token is good: the issuer's keys are not there. */
    boolean keysUnavailable() {
      return keysUnavailable;
    }
  }

  private static final int SECRET_BYTES_MIN = 32;
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt"); // RFC 9068

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final long tokenBytesMax;

  TokenRules(AuditConfig config) {
    AuditConfig.Jwt jwt = config.jwt();
    if (jwt.secret().isPresent() == jwt.publicKeyLocation().isPresent()) {
      throw new IllegalStateException(
          "Set AUDIT_JWT_PUBLIC_KEY_LOCATION (RS256) or AUDIT_JWT_SECRET (HS256), and only one.");
    }
    tokenBytesMax = jwt.tokenMax().asLongValue();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
    processor.setJWSKeySelector(
        jwt.secret()
            .map(TokenRules::bySecret)
            .orElseGet(() -> IssuerKeys.of(jwt.publicKeyLocation().orElseThrow(), jwt)));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            jwt.audience(),
            new JWTClaimsSet.Builder().issuer(jwt.issuer().orElseThrow()).build(),
            Set.of("sub", "exp"));
    claims.setMaxClockSkew(Math.toIntExact(jwt.clockSkew().toSeconds()));
    processor.setJWTClaimsSetVerifier(claims);
  }

  /** The claims of a good token. */
  Token verified(String token) throws RefusedTokenException {
    if (token.length() > tokenBytesMax) {
      throw refused("The token is longer than " + tokenBytesMax + " bytes.");
    }
    try {
      return Token.of(processor.process(token, null));
    } catch (KeySourceException e) {
      throw new RefusedTokenException("The keys can't be fetched: " + e.getMessage(), true);
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private static JWSKeySelector<SecurityContext> bySecret(String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    if (key.length < SECRET_BYTES_MIN) {
      throw new IllegalStateException("AUDIT_JWT_SECRET must have at least 32 bytes.");
    }
    return new SingleKeyJWSKeySelector<>(JWSAlgorithm.HS256, new SecretKeySpec(key, "HmacSHA256"));
  }

  private static RefusedTokenException refused(String reason) {
    return new RefusedTokenException(reason, false);
  }
}
