// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The rids one request may give out, as UUIDs of version 7 (RFC 9562). Started again it gives the
 * same ones, because a request may be planned more than once and must plan the same change.
 */
public final class RidSequence {

  private static final long RANDOM_BITS = (1L << 62) - 1;

  private final long millis;
  private final int random12;
  private final long random62;
  private long given;

  private RidSequence(long millis, int random12, long random62) {
    this.millis = millis;
    this.random12 = random12;
    this.random62 = random62;
  }

  public static RidSequence of(Instant time, RandomGenerator random) {
    return new RidSequence(time.toEpochMilli(), random.nextInt(1 << 12), random.nextLong());
  }

  /** The same sequence from its beginning. */
  public RidSequence restarted() {
    return new RidSequence(millis, random12, random62);
  }

  /** The next rid, for example of {@code object-type}. */
  public String next(String ridKind) {
    long most = (millis << 16) | 0x7000 | random12;
    long least = 0x8000_0000_0000_0000L | ((random62 + given) & RANDOM_BITS);
    given++;
    return "ri.oms." + ridKind + "." + new UUID(most, least);
  }
}
