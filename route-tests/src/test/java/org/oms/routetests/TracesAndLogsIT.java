// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.SpanCollector.Span;
import org.oms.stack.ServicePart;

/** Who operates the services can follow one change through both, in traces and in logs. */
class TracesAndLogsIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private static SpanCollector collector;

  @BeforeAll
  static void startObserved() throws IOException {
    collector = new SpanCollector();
    String address = "http://" + SYSTEM.stack().thisMachine() + ":" + collector.port();
    restart("false", "true", address);
  }

  @AfterAll
  static void startUnobserved() {
    restart("true", "false", "http://127.0.0.1:4317");
    collector.close();
  }

  private static void restart(String tracesOff, String jsonLogs, String address) {
    List<ServicePart> services = List.of(SYSTEM.stack().audit(), SYSTEM.stack().oms());
    for (ServicePart service : services) {
      service
          .environment("OTEL_SDK_DISABLED", tracesOff)
          .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
          .environment("OTEL_EXPORTER_OTLP_ENDPOINT", address)
          .environment("OMS_LOG_JSON", jsonLogs)
          .environment("AUDIT_LOG_JSON", jsonLogs)
          .stop();
    }
    RunningSystem.startTogether(services);
  }

  @Test
  void oneTrace_joinsTheRequest_theOutbox_theStream_andTheInsert() {
    String trace = randomHex(16);
    String caller = randomHex(8);
    Api.Answer created =
        SYSTEM
            .oms()
            .with("traceparent", "00-" + trace + "-" + caller + "-01")
            .post(Ontology.OBJECT_TYPES, Ontology.objectType(Ontology.name("Traced")));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);

    awaitThat("the event is traced to its end")
        .until(() -> find(trace, "audit", "store audit event").isPresent());
    awaitThat("the request is traced").until(() -> server(trace).isPresent());
    Span request = server(trace).orElseThrow();
    assertThat(request.parent()).isEqualTo(caller);
    assertThat(request.attributes()).containsEntry("operation.id", "createObjectType");
    Span published =
        awaitThat("the publishing is traced")
            .until(() -> find(trace, "oms", "publish AUDIT_EVENTS"), Optional::isPresent)
            .orElseThrow();
    assertThat(published.kind()).isEqualTo("SPAN_KIND_PRODUCER");
    assertThat(published.parent()).isEqualTo(request.id());
    Span stored = find(trace, "audit", "store audit event").orElseThrow();
    assertThat(stored.kind()).isEqualTo("SPAN_KIND_CONSUMER");
    assertThat(stored.parent()).isEqualTo(request.id());
    assertThat(stored.attributes().get("messaging.message.id"))
        .isEqualTo(published.attributes().get("messaging.message.id"))
        .isNotBlank();
  }

  @Test
  void logLines_nameTheRequest_andItsTrace() {
    String requestId = UUID.randomUUID().toString();
    String trace = randomHex(16);
    SYSTEM.stack().postgres().stop();
    Api caller =
        SYSTEM
            .oms()
            .with("X-Request-Id", requestId)
            .with("traceparent", "00-" + trace + "-" + randomHex(8) + "-01");

    // Repeated, as a refusal before the write, with Redis slow at that moment, logs nothing.
    JsonNode line =
        awaitThat("a refused write is logged")
            .until(
                () -> {
                  Api.Answer refused =
                      caller.post(
                          Ontology.OBJECT_TYPES, Ontology.objectType(Ontology.name("Refused")));
                  assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
                  return line(SYSTEM.stack().oms(), "requestId", requestId);
                },
                Optional::isPresent)
            .orElseThrow();
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("mdc").path("traceId").asText()).isEqualTo(trace);
  }

  @Test
  void logLines_nameTheEvent() throws Exception {
    String eventId = UUID.randomUUID().toString();
    try (NatsMessages messages = new NatsMessages(SYSTEM.stack().nats())) {
      messages.publish("audit.events.object_type.create", eventId, "not JSON at all");
    }

    JsonNode line = awaitLine(SYSTEM.stack().audit(), "eventId", eventId);
    assertThat(line.path("message").asText()).endsWith("is a dead letter");
  }

  private static JsonNode awaitLine(ServicePart service, String field, String value) {
    return awaitThat(service.name() + " logs a line whose " + field + " is " + value)
        .until(() -> line(service, field, value), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<JsonNode> line(ServicePart service, String field, String value) {
    return service.logLines().stream()
        .flatMap(line -> json(line).stream())
        .filter(line -> line.path("mdc").path(field).asText().equals(value))
        .findFirst();
  }

  private static Optional<Span> server(String trace) {
    return collector.of(trace).stream()
        .filter(span -> span.service().equals("oms") && span.kind().equals("SPAN_KIND_SERVER"))
        .findFirst();
  }

  private static Optional<Span> find(String trace, String service, String name) {
    return collector.of(trace).stream()
        .filter(span -> span.service().equals(service) && span.name().equals(name))
        .findFirst();
  }

  /** Before the restart the same file got lines of text. */
  private static Optional<JsonNode> json(String line) {
    try {
      return Optional.of(Api.JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
