// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.quarkus.redis.datasource.value.SetArgs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.oms.ontology.OmsConfig;

/**
 * The heads of branches in Redis ({@code oms:cache:head:<branch>}), so that replicas see each
 * other's commits without asking TerminusDB. Redis may be gone at any time: then nothing is found,
 * quickly, and it is left alone for a while.
 */
@ApplicationScoped
public class HeadKeys {

  private static final Logger LOG = Logger.getLogger(HeadKeys.class);

  private final ReactiveValueCommands<String, String> values;
  private final Duration timeToLive;
  private final Duration timeout;
  private final Duration pause;
  private final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());

  @Inject
  public HeadKeys(ReactiveRedisDataSource redis, OmsConfig config) {
    this.values = redis.value(String.class);
    this.timeToLive = Duration.ofMillis(config.cache().headTtlMs());
    this.timeout = Duration.ofMillis(config.redis().timeoutMs());
    this.pause = Duration.ofMillis(config.redis().pauseMs());
  }

  Optional<String> find(String branch) {
    if (quiet()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(values.get(key(branch)).await().atMost(timeout));
    } catch (RuntimeException e) {
      beQuiet(e);
      return Optional.empty();
    }
  }

  /** By who committed: it knows best. Not waited for. */
  void put(String branch, String commit) {
    if (!quiet()) {
      values
          .set(key(branch), commit, new SetArgs().px(timeToLive))
          .ifNoItem()
          .after(timeout)
          .fail()
          .subscribe()
          .with(done -> {}, this::beQuiet);
    }
  }

  /** By who read TerminusDB: a committer's word goes before. */
  void putIfAbsent(String branch, String commit) {
    if (!quiet()) {
      values
          .set(key(branch), commit, new SetArgs().px(timeToLive).nx())
          .ifNoItem()
          .after(timeout)
          .fail()
          .subscribe()
          .with(done -> {}, this::beQuiet);
    }
  }

  /** Whether Redis failed a moment ago. */
  public boolean quiet() {
    return System.nanoTime() - quietUntilNanos.get() < 0;
  }

  private void beQuiet(Throwable failure) {
    if (!quiet()) {
      LOG.warnf("Redis is left alone for %s: %s", pause, failure);
    }
    quietUntilNanos.set(System.nanoTime() + pause.toNanos());
  }

  private static String key(String branch) {
    return "oms:cache:head:" + branch;
  }
}
