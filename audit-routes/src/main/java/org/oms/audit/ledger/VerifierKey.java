// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a signing key: an Ed25519 key with a name, as C2SP signed notes have it.
 *
 * <p>As text it is {@code <name>+<key id in hex>+<Base64 of 0x01 and the 32 bytes>}.
 */
final class VerifierKey {

  /** The signature type of Ed25519 in signed notes. */
  private static final byte ED25519 = 1;

  private static final int KEY_BYTES = 32;
  private static final int KEY_ID_BYTES = 4;

  /** What precedes the 32 bytes in X.509 (RFC 8410). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] key;
  private final PublicKey publicKey;

  private VerifierKey(String name, byte[] key) {
    this.name = name;
    this.key = key;
    try {
      byte[] x509 = concatenate(X509_PREFIX, key);
      publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The key of " + name + " is no Ed25519 key.", e);
    }
  }

  /** The key under a name, which has neither spaces nor a plus sign. */
  static VerifierKey of(String name, PublicKey key) {
    if (!name.matches("[^\\s\\p{Z}\\p{Cntrl}+]+")) {
      throw new IllegalArgumentException(
          "The origin must be a name without spaces and plus signs: " + name);
    }
    byte[] x509 = key.getEncoded();
    return new VerifierKey(name, Arrays.copyOfRange(x509, x509.length - KEY_BYTES, x509.length));
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when the text is none, or its key id is not the key's
   */
  static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length == 3) {
      byte[] typed = Base64.getDecoder().decode(parts[2]);
      if (typed.length == KEY_BYTES + 1 && typed[0] == ED25519) {
        VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (HexFormat.of().formatHex(key.id()).equals(parts[1])) {
          return key;
        }
      }
    }
    throw new IllegalArgumentException("This is no Ed25519 verifier key of a signed note: " + text);
  }

  String name() {
    return name;
  }

  /** Four bytes that tell keys of one name apart. */
  byte[] id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(typed()), KEY_ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  boolean verifies(String text, byte[] signature) {
    try {
      Signature verification = Signature.getInstance("Ed25519");
      verification.initVerify(publicKey);
      verification.update(text.getBytes(StandardCharsets.UTF_8));
      return verification.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // such as a signature of another length
    }
  }

  /** Whether it is this key, by whatever name. */
  boolean isKey(byte[] publicKeyBytes) {
    return Arrays.equals(key, publicKeyBytes);
  }

  /** The key as text. */
  String text() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typed());
  }

  private byte[] typed() {
    return concatenate(new byte[] {ED25519}, key);
  }

  static byte[] concatenate(byte[] left, byte[] right) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(left);
    both.writeBytes(right);
    return both.toByteArray();
  }
}
