// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import io.quarkus.redis.datasource.value.SetArgs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.redis.Redis;

/**
 * The heads of branches in Redis ({@code oms:cache:head:<branch>}), so that replicas see each
 * other's commits without asking TerminusDB. Without Redis nothing is found.
 */
@ApplicationScoped
public class HeadKeys {

  private final Redis redis;
  private final Duration timeToLive;

  @Inject
  public HeadKeys(Redis redis, OmsConfig config) {
    this.redis = redis;
    this.timeToLive = Duration.ofMillis(config.cache().headTtlMs());
  }

  Optional<String> find(String branch) {
    try {
      return Optional.ofNullable(redis.ask(store -> store.value(String.class).get(key(branch))));
    } catch (Redis.GoneException e) {
      return Optional.empty();
    }
  }

  /** By who committed: it knows best. */
  void put(String branch, String commit) {
    set(branch, commit, new SetArgs().px(timeToLive));
  }

  /** By who read TerminusDB: a committer's word goes before. */
  void putIfAbsent(String branch, String commit) {
    set(branch, commit, new SetArgs().px(timeToLive).nx());
  }

  /** By who made or deleted the branch: what was said of one of that name is no longer true. */
  void forget(String branch) {
    redis.tell(store -> store.key().del(key(branch)));
  }

  private void set(String branch, String commit, SetArgs how) {
    redis.tell(store -> store.value(String.class).set(key(branch), commit, how));
  }

  private static String key(String branch) {
    return "oms:cache:head:" + branch;
  }
}
