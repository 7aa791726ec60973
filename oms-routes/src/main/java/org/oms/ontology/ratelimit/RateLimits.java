// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.ratelimit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.ratelimit.Allowance.Decision;
import org.oms.ontology.request.ApiRequest;

/**
 * How often a caller may ask: each actor, and each address from which nobody gave good credentials.
 * Figures: {@code oms_requests_limited_total}, {@code oms_rate_limit_fallbacks_total}.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
@Unremovable
public class RateLimits {

  private final SharedBuckets buckets;
  private final RatePolicy actors;
  private final RatePolicy addresses;
  private final OmsConfig.RateLimit limits;
  private final Map<String, Allowance> allowances;
  private final MeterRegistry registry;
  private final Counter fallbacks;

  @Inject
  public RateLimits(SharedBuckets buckets, OmsConfig config, MeterRegistry registry) {
    this.buckets = buckets;
    this.limits = config.rateLimit();
    this.actors = new RatePolicy("actor", limits.actorPerSecond(), limits.actorBurst());
    this.addresses = new RatePolicy("ip", limits.ipPerSecond(), limits.ipBurst());
    this.allowances = newestOf(limits.callersMax());
    this.registry = registry;
    this.fallbacks = registry.counter("oms.rate.limit.fallbacks");
    List.of(actors, addresses).forEach(this::limited);
  }

  /**
   * The request with its caller known, if they have not asked too often.
   *
   * @param identification finds out who asks
   * @throws ProblemException {@code rate-limited} (429), else what the identification throws
   */
  public ApiRequest admit(ApiRequest request, UnaryOperator<ApiRequest> identification) {
    ApiRequest known;
    try {
      known = identification.apply(request);
    } catch (ProblemException e) {
      if (e.problem().status() < 500) {
        spend(addresses, request.context().actor().ip().orElse("unknown"));
      }
      throw e;
    }
    Decision decision = spend(actors, known.context().actor().id());
    return known.answering(headers(actors, decision));
  }

  private Decision spend(RatePolicy policy, String caller) {
    Decision decision = allowance(policy, caller).spend(buckets, fallbacks::increment);
    if (!decision.allowed()) {
      limited(policy).increment();
      throw new ProblemException(problem(policy, decision));
    }
    return decision;
  }

  private Counter limited(RatePolicy policy) {
    return registry.counter("oms.requests.limited", "policy", policy.name());
  }

  private Allowance allowance(RatePolicy policy, String caller) {
    synchronized (allowances) {
      return allowances.computeIfAbsent(
          policy.name() + ":" + caller, key -> new Allowance(policy, caller, portion(policy)));
    }
  }

  /** A small part of a bucket, so that an instance keeps little from the others. */
  private Allowance.Portion portion(RatePolicy policy) {
    int tokens = Math.max(1, Math.min(limits.portionRequests(), policy.burst() / 20));
    return new Allowance.Portion(tokens, Duration.ofMillis(limits.portionLifetimeMs()));
  }

  private static Problem problem(RatePolicy policy, Decision decision) {
    Map<String, String> headers = new HashMap<>(headers(policy, decision));
    headers.put("Retry-After", String.valueOf(seconds(decision.waitMs())));
    return new Problem(
        "rate-limited",
        "Too many requests",
        429,
        "At most %d requests at once and %d a second are answered for one %s."
            .formatted(policy.burst(), policy.perSecond(), policy.name()),
        List.of(),
        headers);
  }

  /** As draft-ietf-httpapi-ratelimit-headers-10 wants them. */
  private static Map<String, String> headers(RatePolicy policy, Decision decision) {
    long reset = decision.allowed() ? policy.windowSeconds() : seconds(decision.waitMs());
    return Map.of(
        "RateLimit-Policy", policy.header(),
        "RateLimit", "\"%s\";r=%d;t=%d".formatted(policy.name(), decision.left(), reset));
  }

  private static long seconds(long milliseconds) {
    return Math.max(1, (milliseconds + 999) / 1000);
  }

  /** Who is forgotten starts with what the shared bucket has. */
  private static Map<String, Allowance> newestOf(int callersMax) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
        return size() > callersMax;
      }
    };
  }
}
