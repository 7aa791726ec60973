// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The insert of an event as a span in the trace of the request that caused it: from the claim of
 * its id until the commit. Nothing is done while traces are off.
 */
@ApplicationScoped
public class StoredSpans {

  private static final String TRACEPARENT = "traceparent";

  private static final TextMapGetter<Event> PARENT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Event event) {
          return List.of(TRACEPARENT);
        }

        @Override
        public String get(Event event, String key) {
          return key.equals(TRACEPARENT) ? event.json().path(TRACEPARENT).textValue() : null;
        }
      };

  private final Tracer tracer;
  private final boolean off;

  @Inject
  StoredSpans(Tracer tracer, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
    this.tracer = tracer;
    this.off = off;
  }

  /** The event is committed. */
  void stored(Event event, Instant claimed) {
    if (off || !event.json().has(TRACEPARENT)) {
      return;
    }
    tracer
        .spanBuilder("store audit event")
        .setSpanKind(SpanKind.CONSUMER)
        .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), event, PARENT))
        .setStartTimestamp(claimed)
        .setAttribute("messaging.system", "nats")
        .setAttribute("messaging.destination.name", event.message().subject())
        .setAttribute("messaging.message.id", event.id())
        .startSpan()
        .end();
  }
}
