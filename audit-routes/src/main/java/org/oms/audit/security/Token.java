// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a good token says. Claims become part of events, so whatever an event could not show is
 * refused: wrong types, control characters, text beyond the event's limits.
 *
 * @param roles of the claim {@code roles}; none without it
 * @param scopes what the claims for scopes leave of the roles; empty without any
 * @param id the {@code jti}, by which the token can be revoked
 */
public record Token(
    String subject,
    String username,
    Optional<String> email,
    String tenant,
    List<String> roles,
    Optional<Set<String>> scopes,
    Optional<String> id,
    Instant expiresAt) {

  private static final int NAME_LENGTH_MAX = 200;
  private static final int EMAIL_LENGTH_MAX = 320;
  private static final int WORD_LENGTH_MAX = 100;
  private static final int ROLES_MAX = 50;

  /**
   * Reads the claims.
   *
   * @throws ParseException when a claim has another type than it should
   * @throws IllegalArgumentException when a claim's text is not acceptable
   */
  static Token of(JWTClaimsSet claims) throws ParseException {
    String subject =
        text(claims, "sub", NAME_LENGTH_MAX)
            .orElseThrow(() -> new IllegalArgumentException("The claim sub is empty."));
    return new Token(
        subject,
        text(claims, "preferred_username", NAME_LENGTH_MAX).orElse(subject),
        text(claims, "email", EMAIL_LENGTH_MAX),
        text(claims, "tenant_id", WORD_LENGTH_MAX).orElse("default"),
        roles(claims),
        scopes(claims),
        text(claims, "jti", NAME_LENGTH_MAX),
        claims.getExpirationTime().toInstant());
  }

  private static List<String> roles(JWTClaimsSet claims) throws ParseException {
    List<String> roles = claims.getStringListClaim("roles");
    if (roles == null) {
      return List.of();
    }
    if (roles.size() > ROLES_MAX) {
      throw new IllegalArgumentException("The claim roles has more than " + ROLES_MAX + " roles.");
    }
    return roles.stream().map(role -> clean("roles", role, WORD_LENGTH_MAX)).distinct().toList();
  }

  /** Where both claims are there, only what both name is left. */
  private static Optional<Set<String>> scopes(JWTClaimsSet claims) throws ParseException {
    Optional<Set<String>> scope = words(claims, "scope");
    Optional<Set<String>> scp = words(claims, "scp");
    if (scope.isPresent() && scp.isPresent()) {
      scope.get().retainAll(scp.get());
    }
    return scope.or(() -> scp);
  }

  private static Optional<Set<String>> words(JWTClaimsSet claims, String name)
      throws ParseException {
    Object claim = claims.getClaim(name);
    if (claim == null) {
      return Optional.empty();
    }
    List<String> words =
        claim instanceof String text
            ? Arrays.asList(text.strip().split(" +", -1))
            : claims.getStringListClaim(name);
    words.forEach(word -> clean(name, word, NAME_LENGTH_MAX));
    return Optional.of(new TreeSet<>(words));
  }

  private static Optional<String> text(JWTClaimsSet claims, String name, int lengthMax)
      throws ParseException {
    return Optional.ofNullable(claims.getStringClaim(name))
        .filter(value -> !value.isEmpty())
        .map(value -> clean(name, value, lengthMax));
  }

  private static String clean(String name, String value, int lengthMax) {
    if (value == null
        || value.length() > lengthMax
        || value.codePoints().anyMatch(Token::isRefused)) {
      throw new IllegalArgumentException("The claim " + name + " is not acceptable.");
    }
    return value;
  }

  private static boolean isRefused(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }
}
