// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Prints how fast messages of 450 bytes go in and out; the route that takes them does nothing. */
final class ThroughputMeasurement {

  private static final int MESSAGES = 200_000;
  private static final int ROUNDS = 4;
  private static final int PUBLISHED_AT_ONCE = 500;

  private final PrintStream out;

  private ThroughputMeasurement(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    NatsServer server = NatsServer.start();
    try {
      new ThroughputMeasurement(System.out).run(server);
    } finally {
      server.remove();
    }
  }

  private void run(NatsServer server) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (var camel = new DefaultCamelContext()) {
        JetStreamComponent component = new JetStreamComponent();
        component.setServers(server.url());
        component.setResources(
            JetStreamResources.fromDirectory(Path.of("../nats"), "AUDIT_EVENTS", "audit-ingest"));
        camel.addComponent("jetstream", component);
        CountDownLatch consumed = new CountDownLatch(MESSAGES);
        camel.addRoutes(route(consumed));
        camel.start();
        publish(camel);
        consume(camel, consumed);
      }
    }
  }

  private static RouteBuilder route(CountDownLatch consumed) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("jetstream:AUDIT_EVENTS?durable=audit-ingest&batching=true&maxBatch=500")
            .routeId("ingest")
            .autoStartup(false)
            .process(exchange -> count(exchange, consumed));
      }
    };
  }

  private static void count(Exchange exchange, CountDownLatch consumed) {
    int size = exchange.getMessage().getBody(List.class).size();
    for (int i = 0; i < size; i++) {
      consumed.countDown();
    }
  }

  private void publish(DefaultCamelContext camel) throws Exception {
    var endpoint = camel.getEndpoint("jetstream:AUDIT_EVENTS", JetStreamEndpoint.class);
    endpoint.getResources().apply(endpoint.connection());
    ProducerTemplate template = camel.createProducerTemplate();
    byte[] payload = "x".repeat(450).getBytes(StandardCharsets.US_ASCII);
    long start = System.nanoTime();
    for (int sent = 0; sent < MESSAGES; sent += PUBLISHED_AT_ONCE) {
      List<OutgoingMessage> batch = new ArrayList<>();
      for (int i = 0; i < PUBLISHED_AT_ONCE; i++) {
        String id = java.util.UUID.randomUUID().toString();
        batch.add(new OutgoingMessage("audit.events.object-type.create", id, payload));
      }
      template.requestBody(endpoint, batch, List.class);
    }
    print("published", start);
  }

  private void consume(DefaultCamelContext camel, CountDownLatch consumed) throws Exception {
    long start = System.nanoTime();
    camel.getRouteController().startRoute("ingest");
    consumed.await();
    print("consumed", start);
  }

  private void print(String what, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    out.printf("%s %d/s%n", what, MESSAGES * 1_000L / took.toMillis());
  }
}
