// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The size and root of the tree in the form of C2SP tlog-checkpoint, signed as a C2SP signed note.
 *
 * @param note the whole note, as it was signed
 */
record Checkpoint(long size, Hash root, String note) {

  private static final String SIGNATURE = "— ";
  private static final int KEY_ID_BYTES = 4;

  /** Signs the root of the tree of {@code size} leaves. */
  static Checkpoint sign(SigningKey key, long size, Hash root) {
    VerifierKey verifier = key.verifierKey();
    String text = verifier.name() + "\n" + size + "\n" + root.base64() + "\n";
    byte[] signature = VerifierKey.concatenate(verifier.id(), key.sign(text));
    String encoded = Base64.getEncoder().encodeToString(signature);
    return new Checkpoint(
        size, root, text + "\n" + SIGNATURE + verifier.name() + " " + encoded + "\n");
  }

  /**
   * Reads a checkpoint that one of the keys has signed.
   *
   * @throws BrokenTreeException when none has, or it is no checkpoint of the key's origin
   */
  static Checkpoint read(String note, List<VerifierKey> keys) {
    int blank = note.lastIndexOf("\n\n");
    if (blank > 0) {
      String text = note.substring(0, blank + 1);
      List<String> lines = text.lines().toList();
      for (VerifierKey key : keys) {
        if (isSigned(text, note.substring(blank + 2), key) && lines.get(0).equals(key.name())) {
          return parse(note, lines);
        }
      }
    }
    throw new BrokenTreeException("The checkpoint is not signed by a key of this ledger.");
  }

  private static Checkpoint parse(String note, List<String> lines) {
    try {
      return new Checkpoint(
          Long.parseLong(lines.get(1)), Hash.of(Base64.getDecoder().decode(lines.get(2))), note);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BrokenTreeException("The checkpoint's text has no size or no root.");
    }
  }

  private static boolean isSigned(String text, String signatures, VerifierKey key) {
    String beginning = SIGNATURE + key.name() + " ";
    return signatures
        .lines()
        .filter(line -> line.startsWith(beginning))
        .map(line -> decode(line.substring(beginning.length())))
        .filter(signature -> signature.length > KEY_ID_BYTES)
        .filter(signature -> ByteBuffer.wrap(key.id()).equals(ByteBuffer.wrap(signature, 0, 4)))
        .anyMatch(
            signature ->
                key.verifies(text, Arrays.copyOfRange(signature, KEY_ID_BYTES, signature.length)));
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
