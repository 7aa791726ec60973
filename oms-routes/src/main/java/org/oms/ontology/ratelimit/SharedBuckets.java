// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.ratelimit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.oms.ontology.redis.Redis;

/**
 * Buckets in Redis ({@code oms:rate:<policy>:<caller>}), which all instances share. A bucket is
 * filled and emptied by one script, so by the clock of Redis and at once.
 */
@ApplicationScoped
class SharedBuckets implements Buckets {

  private final Redis redis;
  private final String script;

  @Inject
  SharedBuckets(Redis redis) {
    this.redis = redis;
    try (InputStream source = SharedBuckets.class.getResourceAsStream("/redis/take-tokens.lua")) {
      this.script = new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Taken take(RatePolicy policy, String caller, int wanted) {
    String[] arguments = {
      script,
      "1",
      "oms:rate:" + policy.name() + ":" + caller,
      String.valueOf(policy.perSecond()),
      String.valueOf(policy.burst()),
      String.valueOf(wanted)
    };
    return redis.ask(
        store ->
            store
                .execute("EVAL", arguments)
                .map(
                    answer ->
                        new Taken(
                            answer.get(0).toLong(),
                            answer.get(1).toLong(),
                            answer.get(2).toLong())));
  }
}
