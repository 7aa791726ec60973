// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.oms.ontology.OmsConfig;

/**
 * Redis, which may be gone at any time. After a failure it is left alone for a while, so that a
 * dead or paused Redis costs one caller a short wait now and then, and the others nothing. What to
 * do without it is the caller's to know. Failures are counted in {@code oms_redis_failures_total}.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class Redis {

  private static final Logger LOG = Logger.getLogger(Redis.class);

  private final ReactiveRedisDataSource redis;
  private final Duration timeout;
  private final Duration pause;
  private final Counter failures;

  /** When Redis may be asked again after a failure; 0 while it answers. */
  private final AtomicLong quietUntilNanos = new AtomicLong();

  @Inject
  public Redis(ReactiveRedisDataSource redis, OmsConfig config, MeterRegistry registry) {
    this.redis = redis;
    this.timeout = Duration.ofMillis(config.redis().timeoutMs());
    this.pause = Duration.ofMillis(config.redis().pauseMs());
    this.failures = registry.counter("oms.redis.failures");
    registry.gauge("oms.redis.available", this, self -> self.isGone() ? 0 : 1);
  }

  /** Redis did not answer in time, or not long ago. */
  public static final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GoneException(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Waits for an answer.
   *
   * @throws GoneException when there is none in time
   */
  public <T> T ask(Function<ReactiveRedisDataSource, Uni<T>> command) {
    return ask(timeout, command);
  }

  /** The same for an answer that is long on its way because it is large. */
  public <T> T ask(Duration atMost, Function<ReactiveRedisDataSource, Uni<T>> command) {
    if (!mayTry()) {
      throw new GoneException(null);
    }
    try {
      T answer = command.apply(redis).await().atMost(atMost);
      answered();
      return answer;
    } catch (RuntimeException e) {
      failed(e);
      throw new GoneException(e);
    }
  }

  /** Sends something whose loss is no harm, and does not wait. */
  public void tell(Function<ReactiveRedisDataSource, Uni<?>> command) {
    tell(timeout, command);
  }

  /** The same for something large. */
  public void tell(Duration atMost, Function<ReactiveRedisDataSource, Uni<?>> command) {
    if (mayTry()) {
      command
          .apply(redis)
          .ifNoItem()
          .after(atMost)
          .fail()
          .subscribe()
          .with(done -> answered(), this::failed);
    }
  }

  /** Whether Redis failed and has not answered since. */
  public boolean isGone() {
    return quietUntilNanos.get() != 0;
  }

  /** While Redis is gone one caller tries when the pause is over, and the others go on without. */
  private boolean mayTry() {
    long until = quietUntilNanos.get();
    if (until == 0) {
      return true;
    }
    return System.nanoTime() - until >= 0
        && quietUntilNanos.compareAndSet(until, fromNow(timeout.plus(pause)));
  }

  private void answered() {
    if (quietUntilNanos.getAndSet(0) != 0) {
      LOG.info("Redis answers again");
    }
  }

  private void failed(Throwable failure) {
    failures.increment();
    if (quietUntilNanos.getAndSet(fromNow(pause)) == 0) {
      LOG.warnf("Going on without Redis: %s", failure);
    }
  }

  private static long fromNow(Duration length) {
    long nanos = System.nanoTime() + length.toNanos();
    return nanos == 0 ? 1 : nanos;
  }
}
