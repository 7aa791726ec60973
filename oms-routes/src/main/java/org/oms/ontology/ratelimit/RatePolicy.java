// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.ratelimit;

/**
 * A bucket of tokens, one for each request.
 *
 * @param name of the policy in the answer's headers and the metrics: {@code actor} or {@code ip}
 * @param perSecond tokens that come back in a second
 * @param burst tokens a full bucket holds
 */
record RatePolicy(String name, int perSecond, int burst) {

  /** Seconds in which an empty bucket is full again. */
  long windowSeconds() {
    return Math.max(1, burst / perSecond);
  }

  /** {@code RateLimit-Policy} as draft-ietf-httpapi-ratelimit-headers writes it. */
  String header() {
    return "\"%s\";q=%d;w=%d".formatted(name, burst, windowSeconds());
  }
}
