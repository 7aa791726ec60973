// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 6962 section 2.1, one digest for all of them. */
final class Sha256 {

  private static final byte LEAF_PREFIX = 0;
  private static final byte NODE_PREFIX = 1;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  byte[] nothing() {
    return digest.digest();
  }

  byte[] leaf(byte[] event) {
    digest.update(LEAF_PREFIX);
    return digest.digest(event);
  }

  /** The hash over deleted leaves with one more at the end. */
  byte[] chain(byte[] before, long leaf, byte[] leafHash) {
    digest.update(before);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(leaf).array());
    return digest.digest(leafHash);
  }

  byte[] node(byte[] left, byte[] right) {
    digest.update(NODE_PREFIX);
    digest.update(left);
    return digest.digest(right);
  }
}
