// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What a C2SP tlog-checkpoint says, once a known key has signed it. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record SignedCheckpoint(long size, byte[] root, String keyName) {

  private static final String SIGNATURE = "— ";

  /** Reads a signed note; empty unless one of the keys signed it for the origin of its name. */
  static Optional<SignedCheckpoint> read(String note, List<NoteKey> keys) {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0) {
      return Optional.empty();
    }
    String text = note.substring(0, blank + 1);
    List<String> signatures = note.substring(blank + 2).lines().toList();
    return keys.stream()
        .filter(key -> text.startsWith(key.name() + "\n"))
        .filter(key -> signatures.stream().anyMatch(line -> isBy(key, line, text)))
        .findFirst()
        .flatMap(key -> parse(text, key.name()));
  }

  private static boolean isBy(NoteKey key, String line, String text) {
    String beginning = SIGNATURE + key.name() + " ";
    try {
      return line.startsWith(beginning)
          && key.signed(text, Base64.getDecoder().decode(line.substring(beginning.length())));
    } catch (IllegalArgumentException e) {
      return false; // not Base64
    }
  }

  private static Optional<SignedCheckpoint> parse(String text, String keyName) {
    String[] lines = text.split("\n", -1);
    try {
      return Optional.of(
          new SignedCheckpoint(
              Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]), keyName));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
