// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The text of a C2SP signed note, once a known key has signed it.
 *
 * @param lines what follows the origin, which is the key's name
 */
record SignedNote(String keyName, String lines) {

  private static final String SIGNATURE = "— ";

  /** Reads a note; empty unless one of the keys signed it for the origin of its name. */
  static Optional<SignedNote> read(String note, List<NoteKey> keys) {
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
        .map(key -> new SignedNote(key.name(), text.substring(key.name().length() + 1)));
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
}
