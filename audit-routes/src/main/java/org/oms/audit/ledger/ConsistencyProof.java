// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.util.Iterator;
import java.util.List;
import org.oms.audit.hash.Hash;

/** The proof that a smaller tree is the beginning of a larger one. */
record ConsistencyProof(long from, long to, List<Hash> hashes) {

  ConsistencyProof {
    hashes = List.copyOf(hashes);
  }

  /** Whether it proves that for these two roots (RFC 9162 section 2.1.4.2). */
  boolean proves(Hash rootBefore, Hash rootAfter) {
    if (from > to) {
      return false;
    }
    if (from == to) {
      return hashes.isEmpty() && rootBefore.equals(rootAfter);
    }
    if (from == 0) {
      return hashes.isEmpty() && rootBefore.equals(Hash.ofNothing());
    }
    Iterator<Hash> proof = hashes.iterator();
    if (!proof.hasNext()) {
      return false;
    }
    long before = (from - 1) >> Long.numberOfTrailingZeros(from);
    long after = (to - 1) >> Long.numberOfTrailingZeros(from);
    Hash left = Long.bitCount(from) == 1 ? rootBefore : proof.next();
    Hash old = left;
    Hash grown = left;
    while (proof.hasNext() && after != 0) {
      Hash hash = proof.next();
      if ((before & 1) == 1 || before == after) {
        old = Hash.ofNode(hash, old);
        grown = Hash.ofNode(hash, grown);
        int levels = Long.numberOfTrailingZeros(before);
        if ((before & 1) == 0 && before != 0) {
          before >>= levels;
          after >>= levels;
        }
      } else {
        grown = Hash.ofNode(grown, hash);
      }
      before >>= 1;
      after >>= 1;
    }
    return after == 0 && !proof.hasNext() && old.equals(rootBefore) && grown.equals(rootAfter);
  }
}
