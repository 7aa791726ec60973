// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The leaves since the last complete 256, twice: as they are stored and as the events give them.
 * Where they differ, the next node or checkpoint tells which of the two was altered.
 */
final class Tile {

  private static final byte[] UNKNOWN = new byte[32];

  private final Sha256 sha256;
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<byte[]> events = new ArrayList<>();
  private final List<Differing> differing = new ArrayList<>();
  private boolean gap;

  Tile(Sha256 sha256) {
    this.sha256 = sha256;
  }

  /** A leaf whose event does not give its hash. */
  record Differing(long index, String text) {}

  void add(byte[] leafHash, byte[] eventHash) {
    leaves.add(leafHash);
    events.add(eventHash);
  }

  /** A leaf that is not stored: until the tile is complete no root can be compared. */
  void addMissing() {
    add(UNKNOWN, UNKNOWN);
    gap = true;
  }

  boolean hasGap() {
    return gap;
  }

  /** The two hashes of the last leaf differ. */
  void differs(long index, String name) {
    differing.add(new Differing(index, name));
  }

  /** The leaves that differ, when the tile is complete; {@code node} is null when there is none. */
  List<Differing> settle(byte[] node) {
    return differing.isEmpty() ? List.of() : settle(new Peaks(sha256), node);
  }

  /** The leaves that differ, as far as a checkpoint over all leaves before and these tells. */
  List<Differing> settleByRoot(Peaks before, byte[] root) {
    return differing.isEmpty() ? List.of() : settle(before, root);
  }

  private List<Differing> settle(Peaks before, byte[] root) {
    String verdict;
    if (Arrays.equals(root, before.rootWith(leaves))) {
      verdict = ": the event was altered";
    } else if (Arrays.equals(root, before.rootWith(events))) {
      verdict = ": the hash of the leaf was altered";
    } else {
      verdict = ": the event, or the hash of its leaf, was altered";
    }
    List<Differing> settled =
        differing.stream().map(leaf -> new Differing(leaf.index(), leaf.text() + verdict)).toList();
    differing.clear();
    return settled;
  }

  /** The root of the complete tile, by the events if its node confirms them. */
  byte[] believedRoot(byte[] node) {
    if (gap && node != null) {
      return node;
    }
    byte[] ofEvents = new Peaks(sha256).rootWith(events);
    return Arrays.equals(node, ofEvents) ? ofEvents : new Peaks(sha256).rootWith(leaves);
  }

  /** Whether the leaves, stored or from the events, give this root together with all before. */
  boolean gives(Peaks before, byte[] root) {
    return Arrays.equals(root, before.rootWith(leaves))
        || Arrays.equals(root, before.rootWith(events));
  }

  void clear() {
    leaves.clear();
    events.clear();
    gap = false;
  }
}
