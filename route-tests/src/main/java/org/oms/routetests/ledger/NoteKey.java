// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

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
import java.util.List;
import java.util.stream.Stream;

/**
 * A verifier key of C2SP signed notes with Ed25519.
 *
 * @param id the key id in hexadecimal digits
 */
record NoteKey(String name, String id, PublicKey key) {

  private static final String X509_PREFIX = "302a300506032b6570032100"; // RFC 8410
  private static final int TYPED_KEY_BYTES = 33;
  private static final int KEY_ID_BYTES = 4;

  /** Keys with white space between them. */
  static List<NoteKey> parseAll(String text) {
    return Stream.of(text.strip().split("\\s+")).map(NoteKey::parse).toList();
  }

  private static NoteKey parse(String text) {
    String[] parts = text.split("\\+", 3);
    try {
      byte[] typed = Base64.getDecoder().decode(parts[2]);
      if (typed.length == TYPED_KEY_BYTES
          && typed[0] == 1
          && idOf(parts[0], typed).equals(parts[1])) {
        ByteArrayOutputStream x509 = new ByteArrayOutputStream();
        x509.writeBytes(HexFormat.of().parseHex(X509_PREFIX));
        x509.write(typed, 1, typed.length - 1);
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        return new NoteKey(
            parts[0], parts[1], keys.generatePublic(new X509EncodedKeySpec(x509.toByteArray())));
      }
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
      // The same answer as for a key of another kind.
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The key is no Ed25519 key: " + text, e);
    }
    throw new IllegalArgumentException("This is no Ed25519 verifier key of a signed note: " + text);
  }

  private static String idOf(String name, byte[] typedKey) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    byte[] hash = digest.digest(typedKey);
    return HexFormat.of().formatHex(hash, 0, KEY_ID_BYTES);
  }

  /** Whether a signature line's four bytes and what follows are this key's signature of a text. */
  boolean signed(String text, byte[] idAndSignature) {
    if (idAndSignature.length <= KEY_ID_BYTES
        || !HexFormat.of().formatHex(idAndSignature, 0, KEY_ID_BYTES).equals(id)) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(
          Arrays.copyOfRange(idAndSignature, KEY_ID_BYTES, idAndSignature.length));
    } catch (GeneralSecurityException e) {
      return false; // such as a signature of another length
    }
  }
}
