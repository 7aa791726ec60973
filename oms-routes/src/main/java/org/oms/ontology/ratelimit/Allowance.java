// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.ratelimit;

import java.time.Duration;
import org.oms.ontology.ratelimit.Buckets.Taken;
import org.oms.ontology.redis.Redis;

/**
 * What one caller may do on this instance. Tokens are taken from the shared bucket some at a time
 * and spent here, so that Redis is asked once for many requests. While Redis is gone a bucket of
 * this instance's own stands in.
 */
final class Allowance {

  /** How many tokens are taken at a time, and how long they are good. */
  record Portion(int tokens, Duration lifetime) {}

  private final RatePolicy policy;
  private final String caller;
  private final Portion portion;
  private long tokens;
  private long left;
  private long goodUntilNanos;
  private long refusedUntilNanos = System.nanoTime();
  private double ownTokens;
  private long ownFilledNanos = System.nanoTime();

  /**
   * The answer to one request.
   *
   * @param left requests that are left, as far as this instance knows
   * @param waitMs when it is not allowed, milliseconds until it is worth trying again
   */
  record Decision(boolean allowed, long left, long waitMs) {}

  Allowance(RatePolicy policy, String caller, Portion portion) {
    this.policy = policy;
    this.caller = caller;
    this.portion = portion;
    this.ownTokens = policy.burst();
  }

  /**
   * Spends a token.
   *
   * @param fallback told when Redis could not be asked
   */
  synchronized Decision spend(Buckets shared, Runnable fallback) {
    long now = System.nanoTime();
    if (now - refusedUntilNanos < 0) {
      return new Decision(false, 0, Duration.ofNanos(refusedUntilNanos - now).toMillis() + 1);
    }
    if (tokens == 0 || now - goodUntilNanos >= 0) {
      Taken taken = take(shared, fallback, now);
      if (taken.tokens() == 0) {
        refusedUntilNanos = now + Duration.ofMillis(taken.waitMs()).toNanos();
        return new Decision(false, 0, taken.waitMs());
      }
      tokens = taken.tokens();
      left = taken.left();
      goodUntilNanos = now + portion.lifetime().toNanos();
    }
    tokens--;
    return new Decision(true, left + tokens, 0);
  }

  private Taken take(Buckets shared, Runnable fallback, long now) {
    try {
      return shared.take(policy, caller, portion.tokens());
    } catch (Redis.GoneException e) {
      fallback.run();
      return takeOwn(now);
    }
  }

  private Taken takeOwn(long now) {
    double elapsedSeconds = (now - ownFilledNanos) / 1e9;
    ownFilledNanos = now;
    ownTokens = Math.min(policy.burst(), ownTokens + elapsedSeconds * policy.perSecond());
    long taken = Math.min(portion.tokens(), (long) ownTokens);
    ownTokens -= taken;
    long waitMs = taken > 0 ? 0 : (long) Math.ceil((1 - ownTokens) * 1000 / policy.perSecond());
    return new Taken(taken, (long) ownTokens, waitMs);
  }
}
