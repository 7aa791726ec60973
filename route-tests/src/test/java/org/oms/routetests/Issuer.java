// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.oms.stack.DevelopmentSecrets;

/** An issuer of tokens with keys of its own, and a JWK set over HTTP that can change and fail. */
final class Issuer implements AutoCloseable {

  static final String NAME = "https://issuer.test";

  private final HttpServer server;
  private final String host;
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile JWKSet published = new JWKSet();
  private volatile boolean down;

  /** One that listens on {@code address}, and that the services find at {@code host}. */
  Issuer(InetAddress address, String host) {
    this.host = host;
    try {
      server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/jwks.json",
        exchange -> {
          fetches.incrementAndGet();
          byte[] keys = published.toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(down ? 500 : 200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://" + host + ":" + server.getAddress().getPort() + "/jwks.json";
  }

  /** From now on these are the keys. */
  void publish(RSAKey... keys) {
    published = new JWKSet(Arrays.stream(keys).map(key -> (JWK) key).toList());
  }

  /** The public halves of the published keys, as a file would hold them. */
  String keys() {
    return published.toString();
  }

  /** Answers with 500 from now on, or with the keys again. */
  void down(boolean isDown) {
    down = isDown;
  }

  /** How often the keys were asked for. */
  int fetches() {
    return fetches.get();
  }

  static RSAKey key(String id) {
    return key(id, 2048);
  }

  static RSAKey key(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A public key as PEM. */
  static String pem(RSAKey key) {
    try {
      return "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(key.toPublicKey().getEncoded())
          + "\n-----END PUBLIC KEY-----\n";
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Good claims of a caller with roles, for both services. */
  static JWTClaimsSet.Builder claims(String... roles) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(List.of("oms", "audit"))
        .subject("kim")
        .claim("preferred_username", "kim.minseo")
        .claim("roles", List.of(roles))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
        .jwtID("token-" + now.toEpochMilli());
  }

  /** The token, signed by RS256. */
  static String signed(JWTClaimsSet.Builder claims, RSAKey key) {
    return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()), claims, key);
  }

  static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims, RSAKey key) {
    try {
      return signed(
          header.build(), claims, new RSASSASigner(key, Set.of(AllowWeakRSAKey.getInstance())));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The token, signed by HS256. */
  static String signed(JWTClaimsSet.Builder claims, byte[] secret, String keyId) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).keyID(keyId).build();
      return signed(header, claims, new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token of the development stack with these claims. */
  static String development(JWTClaimsSet.Builder claims) {
    return signed(
        claims.issuer(DevelopmentSecrets.JWT_ISSUER),
        DevelopmentSecrets.JWT_SECRET.getBytes(StandardCharsets.UTF_8),
        null);
  }

  private static String signed(JWSHeader header, JWTClaimsSet.Builder claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims.build());
    token.sign(signer);
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
