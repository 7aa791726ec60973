// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.util.List;
import org.oms.audit.hash.Hash;

/** The check of an audit path, RFC 9162 section 2.1.3.2. */
record InclusionProof(long index, long size, List<Hash> path) {

  boolean proves(Hash leaf, Hash root) {
    if (index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        hash = Hash.ofNode(sibling, hash);
        while (node % 2 == 0 && node != 0) {
          node /= 2;
          last /= 2;
        }
      } else {
        hash = Hash.ofNode(hash, sibling);
      }
      node /= 2;
      last /= 2;
    }
    return last == 0 && hash.equals(root);
  }
}
