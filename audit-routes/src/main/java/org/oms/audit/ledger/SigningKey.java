// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.oms.audit.AuditConfig;

/** What checkpoints are signed with, and the keys they may have been signed with before. */
@Startup // a service that could not sign must not start
@ApplicationScoped
public class SigningKey {

  /** Public half of the key of the development settings: the first test vector of RFC 8032. */
  private static final String DEVELOPMENT_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  private final PrivateKey privateKey;
  private final VerifierKey verifierKey;
  private final List<VerifierKey> trusted;

  @Inject
  SigningKey(AuditConfig config) {
    this(config.ledger(), LaunchMode.current() == LaunchMode.NORMAL);
  }

  SigningKey(AuditConfig.Ledger config, boolean production) {
    String encoded =
        config
            .signingKey()
            .orElseThrow(
                () -> new IllegalStateException("Set AUDIT_LEDGER_SIGNING_KEY (docs/ledger.md)."));
    try {
      byte[] pkcs8 = Base64.getDecoder().decode(encoded.strip());
      privateKey =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      PublicKey publicKey = publicKeyOf(privateKey);
      verifierKey = VerifierKey.of(config.origin(), publicKey);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "AUDIT_LEDGER_SIGNING_KEY is no Ed25519 key in Base64 of PKCS #8.", e);
    }
    if (production && verifierKey.isKey(Base64.getDecoder().decode(DEVELOPMENT_KEY))) {
      throw new IllegalStateException(
          "AUDIT_LEDGER_SIGNING_KEY is the development key, which everybody knows.");
    }
    trusted = new ArrayList<>(List.of(verifierKey));
    config.formerKeys().orElse(List.of()).forEach(key -> trusted.add(VerifierKey.parse(key)));
  }

  /** The key that checks what this one signs. */
  VerifierKey verifierKey() {
    return verifierKey;
  }

  /** This key's verifier first, then those of former keys. */
  List<VerifierKey> trusted() {
    return List.copyOf(trusted);
  }

  byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key was accepted and can't sign.", e);
    }
  }

  /**
   * Java gives a public key only with a new pair, which it makes from 32 random bytes: here these
   * are the private key's.
   */
  private static PublicKey publicKeyOf(PrivateKey key) throws GeneralSecurityException {
    byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("Ed25519");
    pairs.initialize(NamedParameterSpec.ED25519, new KnownSeed(seed));
    return pairs.generateKeyPair().getPublic();
  }

  private static final class KnownSeed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient byte[] seed;

    KnownSeed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
