// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.oms.audit.hash.Hash;

/** A tree of leaves in memory, stored in tiles as the tables store it. */
final class TreeInMemory implements Tiles {

  private final List<List<Hash>> levels = new ArrayList<>();

  static TreeInMemory ofSize(int size) {
    TreeInMemory tree = new TreeInMemory();
    for (int i = 0; i < size; i++) {
      tree.add(Hash.ofLeaf(("event " + i).getBytes(StandardCharsets.UTF_8)));
    }
    return tree;
  }

  void add(Hash leaf) {
    add(0, leaf);
  }

  Hash leaf(long index) {
    return levels.get(0).get(Math.toIntExact(index));
  }

  @Override
  public List<Hash> read(int level, long index) {
    if (level >= levels.size()) {
      return List.of();
    }
    List<Hash> all = levels.get(level);
    int from = Math.min(all.size(), Math.toIntExact(index * WIDTH));
    return all.subList(from, Math.min(all.size(), from + WIDTH));
  }

  private void add(int level, Hash hash) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Hash> all = levels.get(level);
    all.add(hash);
    if (all.size() % WIDTH == 0) {
      add(level + 1, recursiveRoot(all.subList(all.size() - WIDTH, all.size())));
    }
  }

  /** The definition of RFC 6962 section 2.1, word for word. */
  static Hash recursiveRoot(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.ofNothing();
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int k = 1;
    while (k * 2 < leaves.size()) {
      k *= 2;
    }
    return Hash.ofNode(
        recursiveRoot(leaves.subList(0, k)), recursiveRoot(leaves.subList(k, leaves.size())));
  }

  List<Hash> leaves(int size) {
    return size == 0 ? List.of() : levels.get(0).subList(0, size);
  }
}
