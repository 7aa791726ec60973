// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * A bearer token both services of the development stack accept (HS256, the development secret).
 *
 * @param user subject, user name and the local part of the e-mail address
 * @param roles of admin, developer, reviewer, auditor, viewer, service_account
 * @param lifetime from signing to expiry
 */
public record DevelopmentToken(String user, List<String> roles, Duration lifetime) {

  /** The roles a token can carry. */
  public static final List<String> ROLES =
      List.of("admin", "developer", "reviewer", "auditor", "viewer", "service_account");

  private static final String TENANT = "default";

  public DevelopmentToken {
    roles = List.copyOf(roles);
    for (String role : roles) {
      if (!ROLES.contains(role)) {
        throw new StackException(
            "There is no role '%s': use one of %s.".formatted(role, String.join(", ", ROLES)));
      }
    }
  }

  /** A token of one role for a working day; the user is named after the role. */
  public static DevelopmentToken of(String role) {
    return new DevelopmentToken(role, List.of(role), Duration.ofHours(8));
  }

  /** The compact form, signed as of {@code now}, with a fresh {@code jti}. */
  public String signed(Instant now) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(user)
            .claim("preferred_username", user)
            .claim("email", user + "@oms.local")
            .claim("roles", roles)
            .claim("tenant_id", TENANT)
            .issuer(DevelopmentSecrets.JWT_ISSUER)
            .audience(List.of("oms", "audit"))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(DevelopmentSecrets.JWT_SECRET.getBytes(StandardCharsets.UTF_8)));
    } catch (JOSEException e) {
      throw new StackException("The token can't be signed.", e);
    }
    return token.serialize();
  }
}
