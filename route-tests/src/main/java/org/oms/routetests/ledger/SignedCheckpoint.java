// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What a C2SP tlog-checkpoint says, once a known key has signed it. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record SignedCheckpoint(long size, byte[] root, String keyName) {

  /** Reads a signed note; empty unless one of the keys signed it for the origin of its name. */
  static Optional<SignedCheckpoint> read(String note, List<NoteKey> keys) {
    return SignedNote.read(note, keys).flatMap(SignedCheckpoint::parse);
  }

  private static Optional<SignedCheckpoint> parse(SignedNote note) {
    String[] lines = note.lines().split("\n", -1);
    try {
      return Optional.of(
          new SignedCheckpoint(
              Long.parseLong(lines[0]), Base64.getDecoder().decode(lines[1]), note.keyName()));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
