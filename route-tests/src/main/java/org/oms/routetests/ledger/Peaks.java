// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.util.List;

/**
 * A Merkle tree that grows to the right, reduced to the roots of its complete subtrees: one hash
 * for each bit of its size.
 */
final class Peaks {

  private static final int HEIGHT_MAX = 63;

  private final Sha256 sha256;
  private final byte[][] peaks = new byte[HEIGHT_MAX][];

  /** The roots that the last addition completed, by their height. */
  private final byte[][] completed = new byte[HEIGHT_MAX][];

  private long size;

  Peaks(Sha256 sha256) {
    this.sha256 = sha256;
  }

  long size() {
    return size;
  }

  /** Adds a complete subtree of 2 ^ height leaves; the size is a multiple of that. */
  void add(byte[] root, int height) {
    byte[] hash = root;
    int level = height;
    completed[level] = hash;
    while ((size >> level & 1) == 1) {
      hash = sha256.node(peaks[level], hash);
      level++;
      completed[level] = hash;
    }
    peaks[level] = hash;
    size += 1L << height;
  }

  /** The root of the last 2 ^ height leaves; the size is a multiple of that. */
  byte[] completed(int height) {
    return completed[height];
  }

  /** The root of this tree with more leaves at its right end. */
  byte[] rootWith(List<byte[]> leaves) {
    Peaks grown = new Peaks(sha256);
    System.arraycopy(peaks, 0, grown.peaks, 0, HEIGHT_MAX);
    grown.size = size;
    leaves.forEach(leaf -> grown.add(leaf, 0));
    return grown.root();
  }

  private byte[] root() {
    byte[] root = null;
    for (int level = 0; level < HEIGHT_MAX; level++) {
      if ((size >> level & 1) == 1) {
        root = root == null ? peaks[level] : sha256.node(peaks[level], root);
      }
    }
    return root == null ? sha256.nothing() : root;
  }
}
