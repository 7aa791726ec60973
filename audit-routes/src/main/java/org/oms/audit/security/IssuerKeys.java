// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.oms.audit.AuditConfig;

/**
 * The issuer's RS256 keys: one public key of a PEM file, or a JWK set that is fetched again when it
 * is old or a token names a key it does not have, but not more often than allowed.
 */
final class IssuerKeys extends JWSVerificationKeySelector<SecurityContext> {

  /** Shorter keys can be broken (NIST SP 800-131A). */
  private static final int RSA_BITS_MIN = 2048;

  private static final int SET_BYTES_MAX = 256 * 1024;
  private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

  private IssuerKeys(JWKSource<SecurityContext> keys) {
    super(JWSAlgorithm.RS256, keys);
  }

  /**
   * The keys at a location: a PEM file, a JWK set file, or the URL of a JWK set.
   *
   * @throws IllegalStateException when a file is not there or holds no key that can be used
   */
  static JWSKeySelector<SecurityContext> of(String location, AuditConfig.Jwt jwt) {
    if (location.startsWith("http://") || location.startsWith("https://")) {
      return new IssuerKeys(set(URI.create(location), jwt));
    }
    Path file = Path.of(location.replaceFirst("^file:(//)?", ""));
    try {
      String text = Files.readString(file);
      return text.stripLeading().startsWith("{")
          ? new IssuerKeys(set(file.toUri(), jwt))
          : new SingleKeyJWSKeySelector<>(JWSAlgorithm.RS256, publicKey(text));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "AUDIT_JWT_PUBLIC_KEY_LOCATION names no RSA public key of at least "
              + RSA_BITS_MIN
              + " bits: "
              + location,
          e);
    }
  }

  @Override
  protected JWKMatcher createJWKMatcher(JWSHeader header) {
    JWKMatcher byHeader = super.createJWKMatcher(header);
    return byHeader == null
        ? null
        : new JWKMatcher.Builder(byHeader).minKeySize(RSA_BITS_MIN).build();
  }

  @Override
  public List<Key> selectJWSKeys(JWSHeader header, SecurityContext context)
      throws KeySourceException {
    try {
      return super.selectJWSKeys(header, context);
    } catch (RateLimitReachedException e) {
      getJWKSource().get(ANY, context); // Fails when no set was ever fetched.
      return List.of(); // The set is fresh, and the key is not in it.
    }
  }

  private static JWKSource<SecurityContext> set(URI location, AuditConfig.Jwt jwt) {
    int timeoutMs = Math.toIntExact(jwt.keysTimeout().toMillis());
    return JWKSourceBuilder.<SecurityContext>create(
            url(location), new DefaultResourceRetriever(timeoutMs, timeoutMs, SET_BYTES_MAX))
        .cache(jwt.keysMaxAge().toMillis(), 3L * timeoutMs)
        .refreshAheadCache(false)
        .rateLimited(jwt.keysRefetch().toMillis())
        .outageTolerant(jwt.keysOutage().toMillis())
        .build();
  }

  private static URL url(URI location) {
    try {
      return location.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("AUDIT_JWT_PUBLIC_KEY_LOCATION is no URL: " + location, e);
    }
  }

  private static RSAPublicKey publicKey(String pem) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
    if (KeyFactory.getInstance("RSA").generatePublic(encoded) instanceof RSAPublicKey key
        && key.getModulus().bitLength() >= RSA_BITS_MIN) {
      return key;
    }
    throw new GeneralSecurityException("The key is too short.");
  }
}
