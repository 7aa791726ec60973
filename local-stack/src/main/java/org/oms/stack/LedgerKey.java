// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The key that the audit ledger of one stack is signed with, made at its first start and kept with
 * its state: a running service refuses the development key. Containers have theirs from the example
 * of their settings.
 *
 * @param signing Base64 of PKCS #8
 * @param verifier the public half as a verifier key of C2SP signed notes
 */
record LedgerKey(String signing, String verifier) {

  /** The name of the key and the first line of checkpoints. */
  static final String ORIGIN = "audit.oms.local/ledger";

  private static final int KEY_BYTES = 32;
  private static final int KEY_ID_BYTES = 4;

  /** The key of that stack; a new one if it has none yet. */
  static LedgerKey of(Workshop workshop) {
    if (workshop.where() != LocalStack.Where.COMPOSE) {
      return kept(workshop.state());
    }
    Properties settings = read(workshop.project().resolve("compose/.env.example"));
    return new LedgerKey(
        settings.getProperty("AUDIT_LEDGER_SIGNING_KEY"), settings.getProperty("LEDGER_KEYS"));
  }

  private static synchronized LedgerKey kept(StateDirectory state) {
    Path file = state.config("ledger-key.properties");
    if (!Files.exists(file)) {
      LedgerKey key = generate();
      state.write(file, "signing=%s%nverifier=%s%n".formatted(key.signing(), key.verifier()));
    }
    Properties stored = read(file);
    return new LedgerKey(stored.getProperty("signing"), stored.getProperty("verifier"));
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new StackException("The key of the ledger in %s can't be read.".formatted(file), e);
    }
  }

  private static LedgerKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] x509 = pair.getPublic().getEncoded();
      byte[] typed = new byte[KEY_BYTES + 1];
      typed[0] = 1; // the signature type of Ed25519
      System.arraycopy(x509, x509.length - KEY_BYTES, typed, 1, KEY_BYTES);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((ORIGIN + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] id = Arrays.copyOf(digest.digest(typed), KEY_ID_BYTES);
      Base64.Encoder base64 = Base64.getEncoder();
      return new LedgerKey(
          base64.encodeToString(pair.getPrivate().getEncoded()),
          ORIGIN + "+" + HexFormat.of().formatHex(id) + "+" + base64.encodeToString(typed));
    } catch (GeneralSecurityException e) {
      throw new StackException("This Java makes no Ed25519 keys.", e);
    }
  }
}
