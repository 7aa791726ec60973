// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.oms.audit.hash.Hash;

/**
 * The first leaves of the ledger as an RFC 6962 tree: its root and its proofs.
 *
 * <p>Reads each tile it needs once: at most two for every 256-fold of the size. One instance serves
 * one request.
 */
final class MerkleTree {

  private record Place(int level, long index) {}

  private final Tiles tiles;
  private final long size;
  private final Map<Place, List<Hash>> read = new HashMap<>();

  /** The tree of the first {@code size} leaves. */
  MerkleTree(Tiles tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  /**
   * The root.
   *
   * @throws BrokenTreeException when a hash it needs is not stored
   */
  Hash root() throws SQLException {
    return size == 0 ? Hash.ofNothing() : hash(0, size);
  }

  /** The audit path of a leaf, from the leaf upwards (RFC 6962 section 2.1.1). */
  List<Hash> auditPath(long leaf) throws SQLException {
    List<Hash> path = new ArrayList<>();
    long begin = 0;
    long end = size;
    while (end - begin > 1) {
      long middle = begin + split(end - begin);
      if (leaf < middle) {
        path.add(0, hash(middle, end));
        end = middle;
      } else {
        path.add(0, hash(begin, middle));
        begin = middle;
      }
    }
    return path;
  }

  /**
   * The proof that the tree of the first {@code from} leaves is the beginning of this one (RFC 6962
   * section 2.1.2); empty when nothing has to be proven.
   */
  List<Hash> consistencyProof(long from) throws SQLException {
    List<Hash> proof = new ArrayList<>();
    if (from == 0 || from == size) {
      return proof;
    }
    long begin = 0;
    long end = size;
    while (from != end) {
      long middle = begin + split(end - begin);
      if (from <= middle) {
        proof.add(0, hash(middle, end));
        end = middle;
      } else {
        proof.add(0, hash(begin, middle));
        begin = middle;
      }
    }
    if (begin != 0) {
      proof.add(0, hash(begin, end));
    }
    return proof;
  }

  /** The hash over the leaves from {@code begin} to before {@code end}. */
  private Hash hash(long begin, long end) throws SQLException {
    long width = end - begin;
    if (Long.bitCount(width) > 1) {
      long middle = begin + split(width);
      return Hash.ofNode(hash(begin, middle), hash(middle, end));
    }
    int binaryLevel = Long.numberOfTrailingZeros(width);
    int level = binaryLevel / Tiles.LEVELS;
    long first = begin >> (level * Tiles.LEVELS);
    int count = 1 << (binaryLevel % Tiles.LEVELS);
    return fold(stored(level, first, count));
  }

  private List<Hash> stored(int level, long first, int count) throws SQLException {
    Place place = new Place(level, first / Tiles.WIDTH);
    List<Hash> tile = read.get(place);
    if (tile == null) {
      tile = tiles.read(place.level(), place.index());
      read.put(place, tile);
    }
    int from = Math.toIntExact(first % Tiles.WIDTH);
    if (tile.size() < from + count) {
      throw new BrokenTreeException(
          "A hash of level "
              + level
              + " between "
              + first
              + " and "
              + (first + count - 1)
              + " is missing.");
    }
    return tile.subList(from, from + count);
  }

  private static Hash fold(List<Hash> hashes) {
    List<Hash> row = hashes;
    while (row.size() > 1) {
      List<Hash> above = new ArrayList<>(row.size() / 2);
      for (int i = 0; i < row.size(); i += 2) {
        above.add(Hash.ofNode(row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.get(0);
  }

  /** The largest power of two below {@code width}: where a tree divides. */
  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }
}
