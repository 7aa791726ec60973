// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.keys.RedisKeyNotFoundException;
import io.quarkus.redis.datasource.value.SetArgs;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.redis.Redis;
import org.oms.ontology.request.RequestContext;

/**
 * Which tokens are revoked. The table {@code token_revocations} is the truth; Redis answers for it
 * ({@code oms:revoked:<jti>}, until the token expires) as long as it says that it knows all of them
 * ({@code oms:revocations}): a Redis that lost its memory does not. Else the table is asked. When
 * neither answers, {@code oms.revocation.when-unknown} decides.
 *
 * <p>Figures: {@code oms_revocation_checks_total{source=redis|postgres|none}}.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
@Unremovable
public class Revocations {

  private static final Logger LOG = Logger.getLogger(Revocations.class);
  private static final String COMPLETE = "oms:revocations";

  private final Redis redis;
  private final SessionLog log;
  private final OmsConfig.Revocation config;
  private final Clock clock;
  private final MeterRegistry registry;

  /** When a token was last found to be good. */
  private final Map<String, Long> goodSinceNanos;

  @Inject
  public Revocations(
      Redis redis, SessionLog log, OmsConfig config, Clock clock, MeterRegistry registry) {
    this.redis = redis;
    this.log = log;
    this.config = config.revocation();
    this.clock = clock;
    this.registry = registry;
    List.of("redis", "postgres", "none").forEach(this::checks);
    this.goodSinceNanos = newestOf(this.config.knownMax());
  }

  /**
   * Whether a token is revoked; another instance's revocation is known after {@code
   * oms.revocation.recheck-ms}.
   *
   * @throws ProblemException {@code revocations-unavailable} (503) when nobody can say and that is
   *     to be refused
   */
  public boolean isRevoked(String tokenId) {
    if (isKnownGood(tokenId)) {
      return false;
    }
    boolean revoked = look(tokenId);
    if (!revoked) {
      synchronized (goodSinceNanos) {
        goodSinceNanos.put(tokenId, System.nanoTime());
      }
    }
    return revoked;
  }

  /** Refuses a token from now on. */
  public void revoke(RequestContext context, Revocation revocation) {
    log.revoked(context, revocation);
    synchronized (goodSinceNanos) {
      goodSinceNanos.remove(revocation.tokenId());
    }
    tell(revocation);
  }

  /**
   * Tells Redis all revocations, if it does not know them or was told long ago. While PostgreSQL is
   * away no token can be revoked, so a Redis that knew them all still does.
   */
  public void restore() {
    try {
      if (redis.ask(Revocations::trustedForMs) <= toldAgainBelowMs()) {
        tellAll();
      }
    } catch (Redis.GoneException e) {
      LOG.debug("Redis is gone: the table of revocations is asked");
    } catch (ProblemException e) {
      LOG.debug("PostgreSQL is gone: Redis is believed");
      redis.tell(store -> store.key().expire(COMPLETE, config.trustSeconds()));
    }
  }

  private static Uni<Long> trustedForMs(ReactiveRedisDataSource store) {
    return store
        .key()
        .pttl(COMPLETE)
        .onFailure(RedisKeyNotFoundException.class)
        .recoverWithItem(0L);
  }

  /** Early enough that it is always trusted for a while, whenever PostgreSQL goes. */
  private long toldAgainBelowMs() {
    return TimeUnit.SECONDS.toMillis(config.trustSeconds()) / 2;
  }

  private void tellAll() {
    List<Revocation> all = log.revocations();
    for (Revocation revocation : all) {
      redis.ask(
          store ->
              store.value(String.class).set(key(revocation.tokenId()), "1", until(revocation)));
    }
    SetArgs trusted = new SetArgs().ex(config.trustSeconds());
    redis.ask(store -> store.value(String.class).set(COMPLETE, "1", trusted));
    LOG.debugf("Redis knows %d revoked tokens", all.size());
  }

  private boolean look(String tokenId) {
    try {
      Map<String, String> found =
          redis.ask(store -> store.value(String.class).mget(key(tokenId), COMPLETE));
      if (found.get(key(tokenId)) != null || found.get(COMPLETE) != null) {
        checks("redis").increment();
        return found.get(key(tokenId)) != null;
      }
    } catch (Redis.GoneException e) {
      LOG.debug("Redis is gone: the table of revocations is asked");
    }
    try {
      boolean revoked = log.isRevoked(tokenId);
      checks("postgres").increment();
      return revoked;
    } catch (ProblemException e) {
      checks("none").increment();
      if (config.whenUnknown() == OmsConfig.WhenUnknown.ACCEPT) {
        return false;
      }
      throw new ProblemException(
          Problem.of(
                  "revocations-unavailable",
                  "The token can't be checked",
                  503,
                  "Neither Redis nor PostgreSQL answers, so nobody knows whether it is revoked.")
              .retryAfter(2));
    }
  }

  private void tell(Revocation revocation) {
    redis.tell(
        store -> store.value(String.class).set(key(revocation.tokenId()), "1", until(revocation)));
  }

  private SetArgs until(Revocation revocation) {
    long left = Duration.between(clock.instant(), revocation.expiresAt()).toMillis();
    return new SetArgs().px(Math.max(1, left));
  }

  private boolean isKnownGood(String tokenId) {
    synchronized (goodSinceNanos) {
      Long since = goodSinceNanos.get(tokenId);
      return since != null
          && System.nanoTime() - since < Duration.ofMillis(config.recheckMs()).toNanos();
    }
  }

  private Counter checks(String source) {
    return registry.counter("oms.revocation.checks", "source", source);
  }

  private static String key(String tokenId) {
    return "oms:revoked:" + tokenId;
  }

  /** Who is forgotten is looked up again. */
  private static Map<String, Long> newestOf(int knownMax) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
        return size() > knownMax;
      }
    };
  }
}
