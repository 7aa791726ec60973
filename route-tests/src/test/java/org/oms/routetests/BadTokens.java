// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.oms.routetests.Issuer.claims;
import static org.oms.routetests.Issuer.signed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.oms.stack.DevelopmentSecrets;

/** Tokens that no service may accept, by what is wrong with them. */
final class BadTokens {

  private final RSAKey key;
  private final RSAKey weak;
  private final RSAKey stranger;
  private final Map<String, String> tokens = new LinkedHashMap<>();

  /**
   * @param key a key of the issuer
   * @param weak a published key of the issuer that is too short
   */
  BadTokens(RSAKey key, RSAKey weak) {
    this.key = key;
    this.weak = weak;
    this.stranger = Issuer.key(key.getKeyID());
    addForged();
    addOfOtherTimesAndPlaces();
    addBroken();
    addWithBadClaims();
  }

  Map<String, String> byFault() {
    return tokens;
  }

  private void addForged() {
    tokens.put("alg none", new PlainJWT(good().build()).serialize());
    String[] parts = signed(good(), key).split("\\.", -1);
    tokens.put("without signature", parts[0] + "." + parts[1] + ".");
    tokens.put("two parts", parts[0] + "." + parts[1]);
    tokens.put("signature of another", signed(good(), stranger));
    tokens.put(
        "payload exchanged",
        parts[0] + "." + signed(good().subject("lee"), key).split("\\.", -1)[1] + "." + parts[2]);
    byte[] pem = Issuer.pem(key).getBytes(StandardCharsets.UTF_8);
    tokens.put("HS256 by the PEM", signed(good(), pem, key.getKeyID()));
    tokens.put("HS256 by the DER", signed(good(), der(), key.getKeyID()));
    tokens.put(
        "HS256 by the development secret",
        signed(good(), DevelopmentSecrets.JWT_SECRET.getBytes(StandardCharsets.UTF_8), null));
    tokens.put(
        "key in the header",
        signed(header(JWSAlgorithm.RS256).jwk(stranger.toPublicJWK()), good(), stranger));
    tokens.put("another algorithm", signed(header(JWSAlgorithm.RS512), good(), key));
    tokens.put("weak key", signed(good(), weak));
    tokens.put("unknown kid", signed(good(), Issuer.key("unknown")));
    tokens.put(
        "unknown critical header",
        signed(
            header(JWSAlgorithm.RS256)
                .customParam("http://oms.test/x", 1)
                .criticalParams(Set.of("http://oms.test/x")),
            good(),
            key));
    tokens.put(
        "logout token",
        signed(header(JWSAlgorithm.RS256).type(new JOSEObjectType("logout+jwt")), good(), key));
  }

  private void addOfOtherTimesAndPlaces() {
    Instant now = Instant.now();
    bad("expired", with -> with.expirationTime(Date.from(now.minus(Duration.ofMinutes(1)))));
    bad("not yet", with -> with.notBeforeTime(Date.from(now.plus(Duration.ofHours(1)))));
    bad("without exp", with -> with.expirationTime(null));
    bad("without sub", with -> with.subject(null));
    bad("empty sub", with -> with.subject(""));
    bad("another audience", with -> with.audience("billing"));
    bad("without audience", with -> with.audience((String) null));
    bad("another issuer", with -> with.issuer("https://issuer.evil"));
    bad("without issuer", with -> with.issuer(null));
  }

  private void addBroken() {
    String good = signed(good(), key);
    tokens.put("truncated", good.substring(0, good.length() - 20));
    tokens.put("garbled", good.substring(0, 40) + "~~~" + good.substring(43));
    tokens.put("no token", "not.a.token");
    tokens.put("dots", "...");
    tokens.put("one word", "x");
    tokens.put("empty", "");
    tokens.put("payload no JSON", payload("{\"sub\": "));
    tokens.put("payload an array", payload("[]"));
    tokens.put(
        "payload of deep nesting", payload("{\"a\":" + "[".repeat(2500) + "]".repeat(2500) + "}"));
    bad("above 8 KiB", with -> with.claim("filler", "x".repeat(8 * 1024)));
  }

  private void addWithBadClaims() {
    bad("roles a string", with -> with.claim("roles", "admin"));
    bad("roles a number", with -> with.claim("roles", 1));
    bad("roles an object", with -> with.claim("roles", Map.of("admin", true)));
    bad("roles of numbers", with -> with.claim("roles", List.of(1, 2)));
    bad("roles nested", with -> with.claim("roles", List.of(List.of("admin"))));
    bad("too many roles", with -> with.claim("roles", Collections.nCopies(51, "admin")));
    bad("scope a number", with -> with.claim("scope", 7));
    bad("scp nested", with -> with.claim("scp", List.of(List.of("oms:read", "audit:read"))));
    bad("user name an object", with -> with.claim("preferred_username", Map.of("a", "b")));
    bad("line end in sub", with -> with.subject("kim\r\nadmin"));
    bad("NUL in sub", with -> with.subject("kim\u0000"));
    bad("escape in the user name", with -> with.claim("preferred_username", "\u001b[31mkim"));
    bad("control character in a role", with -> with.claim("roles", List.of("admin\u0007")));
    bad("line end in email", with -> with.claim("email", "kim@oms.local\nbcc: all"));
    bad("control character in the tenant", with -> with.claim("tenant_id", "a\u0085b"));
    bad("sub beyond 200", with -> with.subject("k".repeat(201)));
  }

  private void bad(String fault, UnaryOperator<JWTClaimsSet.Builder> change) {
    tokens.put(fault, signed(change.apply(good()), key));
  }

  private String payload(String text) {
    try {
      JWSObject token = new JWSObject(header(JWSAlgorithm.RS256).build(), new Payload(text));
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).keyID(key.getKeyID());
  }

  private byte[] der() {
    try {
      return key.toPublicKey().getEncoded();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet.Builder good() {
    return claims("admin");
  }
}
