// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.value.SetArgs;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.cache.StateCodec.Step;
import org.oms.ontology.redis.Redis;
import org.oms.ontology.resource.BranchState;

/**
 * Branch states in Redis, for an instance that has just started and for the others to follow this
 * one's commits: {@code oms:cache:<branch>:<commit>:state1} holds a whole state, {@code
 * oms:cache:<branch>:<commit>:step1} what the commit changed of the one before. Both are immutable,
 * so never stale. What is not found, or can't be read, is read from TerminusDB.
 *
 * <p>Figures: {@code oms_cache_reads_total{result=hit|miss|bypassed}}, {@code
 * oms_cache_writes_total{value=state|step}}, {@code oms_cache_oversized_total}.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class SharedStates {

  private static final Logger LOG = Logger.getLogger(SharedStates.class);

  private final Redis redis;
  private final StateCodec codec;
  private final Duration timeToLive;
  private final Duration timeout;
  private final int stepsMax;
  private final MeterRegistry registry;
  private final Counter oversized;

  @Inject
  public SharedStates(Redis redis, OmsConfig config, MeterRegistry registry) {
    OmsConfig.Cache cache = config.cache();
    this.redis = redis;
    this.codec = new StateCodec(cache.valueBytesMax());
    this.timeToLive = Duration.ofSeconds(cache.valueTtlSeconds());
    this.timeout = Duration.ofMillis(cache.valueTimeoutMs());
    this.stepsMax = cache.stepsMax();
    this.registry = registry;
    this.oversized = registry.counter("oms.cache.oversized");
    List.of("hit", "miss", "bypassed").forEach(this::reads);
    List.of("state", "step").forEach(this::writes);
  }

  /**
   * The state at a commit: one in Redis or in memory, and the steps from there.
   *
   * @param inMemory the state of the branch at another commit, if it is known
   */
  Optional<BranchState> find(
      String branch, String commit, Function<String, Optional<BranchState>> inMemory) {
    String result = "bypassed";
    try {
      Optional<BranchState> found = follow(branch, commit, inMemory);
      result = found.isPresent() ? "hit" : "miss";
      return found;
    } catch (Redis.GoneException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.warnf("The shared state of %s at %s can't be read: %s", branch, commit, e);
      result = "miss";
      return Optional.empty();
    } finally {
      reads(result).increment();
    }
  }

  /** Lets others take this step after the state they have. */
  void shareStep(BranchState before, BranchState after) {
    if (!redis.isGone() && !before.commit().equals(after.commit())) {
      write(stepKey(after.branch(), after.commit()), "step", codec.encodeStep(before, after));
    }
  }

  /** Lets others begin here; returns false while Redis is gone. */
  boolean share(BranchState state) {
    if (redis.isGone()) {
      return false;
    }
    write(stateKey(state.branch(), state.commit()), "state", codec.encode(state));
    return true;
  }

  private Optional<BranchState> follow(
      String branch, String commit, Function<String, Optional<BranchState>> inMemory)
      throws IOException {
    Deque<Map.Entry<String, Step>> steps = new ArrayDeque<>();
    String at = commit;
    while (steps.size() <= stepsMax) {
      Optional<BranchState> base = inMemory.apply(at);
      String stateKey = stateKey(branch, at);
      String stepKey = stepKey(branch, at);
      if (base.isEmpty()) {
        Map<String, byte[]> found =
            redis.ask(timeout, store -> store.value(byte[].class).mget(stateKey, stepKey));
        if (found.get(stateKey) != null) {
          base = Optional.of(codec.decode(branch, at, found.get(stateKey)));
        } else if (found.get(stepKey) == null) {
          return Optional.empty();
        } else {
          Step step = codec.decodeStep(found.get(stepKey));
          steps.push(Map.entry(at, step));
          at = step.parent();
        }
      }
      if (base.isPresent()) {
        BranchState state = base.get();
        for (Map.Entry<String, Step> step : steps) {
          state = step.getValue().after(state, step.getKey());
        }
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  private void write(String key, String value, Optional<byte[]> bytes) {
    if (bytes.isEmpty()) {
      oversized.increment();
      return;
    }
    SetArgs expiry = new SetArgs().px(timeToLive);
    redis.tell(timeout, store -> store.value(byte[].class).set(key, bytes.get(), expiry));
    writes(value).increment();
  }

  private Counter reads(String result) {
    return registry.counter("oms.cache.reads", "result", result);
  }

  private Counter writes(String value) {
    return registry.counter("oms.cache.writes", "value", value);
  }

  private static String stateKey(String branch, String commit) {
    return "oms:cache:" + branch + ":" + commit + ":state" + StateCodec.FORM;
  }

  private static String stepKey(String branch, String commit) {
    return "oms:cache:" + branch + ":" + commit + ":step" + StateCodec.FORM;
  }
}
