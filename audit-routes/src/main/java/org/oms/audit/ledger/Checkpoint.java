// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.util.Base64;
import java.util.List;
import org.oms.audit.hash.Hash;

/**
 * The size and root of the tree in the form of C2SP tlog-checkpoint, signed as a C2SP signed note.
 *
 * @param note the whole note, as it was signed
 */
record Checkpoint(long size, Hash root, String note) {

  /** Signs the root of the tree of {@code size} leaves. */
  static Checkpoint sign(SigningKey key, long size, Hash root) {
    SignedNote signed = SignedNote.sign(key, size + "\n" + root.base64() + "\n");
    return new Checkpoint(size, root, signed.note());
  }

  /**
   * Reads a checkpoint that one of the keys has signed.
   *
   * @throws BrokenTreeException when none has, or it is no checkpoint of the key's origin
   */
  static Checkpoint read(String note, List<VerifierKey> keys) {
    SignedNote signed =
        SignedNote.read(note, keys)
            .orElseThrow(
                () ->
                    new BrokenTreeException(
                        "The checkpoint is not signed by a key of this ledger."));
    List<String> lines = signed.lines().lines().toList();
    try {
      return new Checkpoint(
          Long.parseLong(lines.get(0)), Hash.of(Base64.getDecoder().decode(lines.get(1))), note);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BrokenTreeException("The checkpoint's text has no size or no root.");
    }
  }
}
