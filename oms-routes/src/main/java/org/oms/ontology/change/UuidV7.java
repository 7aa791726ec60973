// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids that sort by the time they were made (RFC 9562, version 7). */
final class UuidV7 {

  private static final SecureRandom RANDOM = new SecureRandom();

  private UuidV7() {}

  static UUID at(Instant time) {
    long high = (time.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextInt() & 0xFFFL);
    long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
