// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The way of an event through the outbox as a span in the trace of the request that caused it: from
 * its confirmation until the stream has acknowledged it. Nothing is done while traces are off.
 */
@ApplicationScoped
public class EventSpans {

  private static final TextMapGetter<String> TRACEPARENT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
          return List.of("traceparent");
        }

        @Override
        public String get(String traceparent, String key) {
          return key.equals("traceparent") ? traceparent : null;
        }
      };

  private final ObjectMapper json;
  private final Tracer tracer;
  private final boolean off;

  @Inject
  EventSpans(
      ObjectMapper json,
      Tracer tracer,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
    this.json = json;
    this.tracer = tracer;
    this.off = off;
  }

  /** The event of this outbox row is in the stream. */
  void published(Map<String, Object> row) {
    if (off) {
      return;
    }
    String parent = traceparent((String) row.get("event"));
    if (parent.isEmpty()) {
      return;
    }
    tracer
        .spanBuilder("publish AUDIT_EVENTS")
        .setSpanKind(SpanKind.PRODUCER)
        .setParent(
            W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, TRACEPARENT))
        .setStartTimestamp(((Timestamp) row.get("confirmed_at")).toInstant())
        .setAttribute("messaging.system", "nats")
        .setAttribute("messaging.destination.name", (String) row.get("subject"))
        .setAttribute("messaging.message.id", (String) row.get("id"))
        .startSpan()
        .end();
  }

  private String traceparent(String event) {
    try {
      return json.readTree(event).path("traceparent").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An event of the outbox is not JSON", e);
    }
  }
}
