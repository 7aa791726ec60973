// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.request.RequestContext;

/**
 * Counts requests without a good token. Whoever has none must not fill the audit log, so only some
 * of a window are events of their own; the others are told by one event that has their number.
 */
@ApplicationScoped
public class FailedAttempts {

  private static final String ACTION = "auth.failed";
  private static final String RESOURCE_TYPE = "auth";

  /** What was tried to enter. One aggregate, so that no stranger can make others. */
  private static final String RESOURCE_ID = "oms";

  private final Clock clock;
  private final long windowMs;
  private final int eventsMax;

  private long window;
  private int events;
  private int untold;

  @Inject
  public FailedAttempts(Clock clock, OmsConfig config) {
    this(
        clock, config.events().failedAttemptsWindowMs(), config.events().failedAttemptsEventsMax());
  }

  FailedAttempts(Clock clock, long windowMs, int eventsMax) {
    this.clock = clock;
    this.windowMs = windowMs;
    this.eventsMax = eventsMax;
  }

  /** Counts one attempt; true when it shall be an event of its own. */
  synchronized boolean admit() {
    long now = clock.millis() / windowMs;
    if (now != window) {
      window = now;
      events = 0;
    }
    boolean admitted = events < eventsMax;
    if (admitted) {
      events++;
    } else {
      untold++;
    }
    return admitted;
  }

  /** How many attempts no event has told of yet. */
  public synchronized int untold() {
    return untold;
  }

  /** An event tells of so many. */
  public synchronized void told(int attempts) {
    untold -= attempts;
  }

  /** The event of one attempt. */
  static Refusal refusal(ApiRequest request, Problem problem) {
    return refusal(
        request.context(), problem, Map.of("operation", request.operation().id(), "attempts", "1"));
  }

  /** The event of many attempts, which have nothing in common but their failure. */
  public Refusal summary(int attempts) {
    Problem problem =
        Problem.of(
            "token-invalid", "Who are you?", 401, attempts + " more requests had no good token.");
    return refusal(
        RequestContext.anonymous(clock.instant()),
        problem,
        Map.of("attempts", Integer.toString(attempts)));
  }

  private static Refusal refusal(
      RequestContext context, Problem problem, Map<String, String> metadata) {
    return new Refusal(
        context,
        Optional.empty(),
        ACTION,
        RESOURCE_TYPE,
        RESOURCE_ID,
        RESOURCE_ID,
        problem,
        metadata);
  }
}
