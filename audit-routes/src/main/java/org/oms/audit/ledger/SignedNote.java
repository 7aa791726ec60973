// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A text of this ledger with its signature below: a C2SP signed note whose first line is the
 * ledger's origin.
 *
 * @param text the signed lines, each with its line break
 * @param note the whole note
 */
record SignedNote(String text, String note) {

  private static final String SIGNATURE = "— ";
  private static final int KEY_ID_BYTES = 4;

  /** Signs the lines that follow the origin. */
  static SignedNote sign(SigningKey key, String lines) {
    VerifierKey verifier = key.verifierKey();
    String text = verifier.name() + "\n" + lines;
    byte[] signature = VerifierKey.concatenate(verifier.id(), key.sign(text));
    String encoded = Base64.getEncoder().encodeToString(signature);
    return new SignedNote(text, text + "\n" + SIGNATURE + verifier.name() + " " + encoded + "\n");
  }

  /** Reads a note; empty unless one of the keys has signed it for the origin of its name. */
  static Optional<SignedNote> read(String note, List<VerifierKey> keys) {
    int blank = note.lastIndexOf("\n\n");
    if (blank <= 0) {
      return Optional.empty();
    }
    String text = note.substring(0, blank + 1);
    String signatures = note.substring(blank + 2);
    return keys.stream()
        .filter(key -> text.startsWith(key.name() + "\n") && isSigned(text, signatures, key))
        .findFirst()
        .map(key -> new SignedNote(text, note));
  }

  /** The lines that follow the origin. */
  String lines() {
    return text.substring(text.indexOf('\n') + 1);
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
