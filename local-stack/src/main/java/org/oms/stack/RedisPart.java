// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.util.List;

/** Redis with a password and an append-only file. */
public final class RedisPart extends Part {

  private static final String NAME = "redis";

  RedisPart(Workshop workshop) {
    super(NAME, workshop);
  }

  @Override
  public String address() {
    return external("OMS_REDIS_URL")
        .orElseGet(
            () -> "redis://:%s@127.0.0.1:%d".formatted(DevelopmentSecrets.REDIS_PASSWORD, port()));
  }

  @Override
  public boolean isReady() {
    return state() == PartState.EXTERNAL
        || Probe.redisAnswers(
            port(), DevelopmentSecrets.REDIS_PASSWORD, workshop().limits().probe());
  }

  @Override
  void prepare() {
    super.prepare();
    workshop()
        .state()
        .write(
            workshop().state().config("redis.conf"),
            """
            bind 127.0.0.1
            port %d
            requirepass %s
            dir "%s"
            appendonly yes
            appendfsync everysec
            # The append-only file is the record; a second one in dump.rdb would only cost.
            save ""
            """
                .formatted(port(), DevelopmentSecrets.REDIS_PASSWORD, data()));
  }

  @Override
  Launch launchPlan() {
    return Launch.of(List.of("redis-server", workshop().state().config("redis.conf").toString()));
  }
}
