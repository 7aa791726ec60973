// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.ratelimit;

/** Where the tokens of a caller are kept. */
interface Buckets {

  /** Takes up to {@code wanted} tokens out of a caller's bucket. */
  Taken take(RatePolicy policy, String caller, int wanted);

  /**
   * What came out of a bucket.
   *
   * @param left tokens still in it
   * @param waitMs milliseconds to the next token, when none was taken
   */
  record Taken(long tokens, long left, long waitMs) {}
}
