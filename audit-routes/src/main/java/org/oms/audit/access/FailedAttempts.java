// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;
import org.oms.audit.AuditConfig;
import org.oms.audit.http.FailedAttempt;
import org.oms.audit.ingest.OwnEvent;
import org.oms.audit.ingest.OwnEvents;
import org.oms.audit.problem.ProblemKind;

/**
 * Requests without a good token become events. Whoever has none must not fill the audit log, so
 * only some of a window are events of their own; the others are told by one event that has their
 * number. They are answered at once and stored soon after: nobody waits for a stranger.
 */
@ApplicationScoped
public class FailedAttempts {

  private final Consumer<OwnEvent> store;
  private final Clock clock;
  private final long windowMillis;
  private final int eventsMax;
  private final Queue<OwnEvent> waiting = new ArrayDeque<>();

  private long window;
  private int events;
  private long others;

  @Inject
  FailedAttempts(OwnEvents store, Clock clock, AuditConfig config) {
    this(
        store::append,
        clock,
        config.failedAttempts().window(),
        config.failedAttempts().eventsMax());
  }

  FailedAttempts(Consumer<OwnEvent> store, Clock clock, Duration window, int eventsMax) {
    this.store = store;
    this.clock = clock;
    this.windowMillis = window.toMillis();
    this.eventsMax = eventsMax;
  }

  /** Takes note of an attempt. */
  synchronized void note(@Observes FailedAttempt attempt) {
    endWindow();
    if (events < eventsMax && waiting.size() < eventsMax) {
      events++;
      ObjectNode metadata = metadata(1).put("operation", attempt.operation());
      waiting.add(event("A good bearer token is needed.", metadata).from(attempt.origin()));
    } else {
      others++;
    }
  }

  /** Stores what waits; what can't be stored waits on. */
  public void tell() {
    for (OwnEvent event = next(); event != null; event = next()) {
      store.accept(event);
      remove();
    }
  }

  private synchronized OwnEvent next() {
    endWindow();
    return waiting.peek();
  }

  private synchronized void remove() {
    waiting.remove();
  }

  /** When a window is over, those of it that were no events are told by one. */
  private void endWindow() {
    long now = clock.millis() / windowMillis;
    if (now == window) {
      return;
    }
    window = now;
    events = 0;
    if (others > 0 && waiting.size() < eventsMax) {
      String message = others + " more requests had no good token.";
      waiting.add(event(message, metadata(others)));
      others = 0;
    }
  }

  private static OwnEvent event(String message, ObjectNode metadata) {
    return OwnEvent.byNobody("auth.failed")
        .about("audit_request", UUID.randomUUID().toString(), 1)
        .with(metadata)
        .refused(ProblemKind.UNAUTHENTICATED.slug(), message);
  }

  private static ObjectNode metadata(long attempts) {
    return JsonNodeFactory.instance.objectNode().put("attempts", attempts);
  }
}
