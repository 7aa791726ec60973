// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server, a connection of the test's own, and a Camel context with this component. */
final class JetStreamFixture implements BeforeEachCallback, AfterEachCallback {

  static final String STREAM = "AUDIT_EVENTS";
  static final String DURABLE = "audit-ingest";

  private NatsServer server;
  private Connection connection;
  private DefaultCamelContext camel;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    server = NatsServer.start();
    connection = server.connect();
    camel = new DefaultCamelContext();
    camel.getShutdownStrategy().setTimeout(10);
    JetStreamComponent component = new JetStreamComponent();
    component.setServers(server.url());
    component.setResources(resources());
    camel.addComponent("jetstream", component);
    camel.start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    camel.close();
    connection.close();
    server.remove();
  }

  static JetStreamResources resources() {
    return JetStreamResources.fromDirectory(Path.of("../nats"), STREAM, DURABLE);
  }

  NatsServer server() {
    return server;
  }

  Connection connection() {
    return connection;
  }

  DefaultCamelContext camel() {
    return camel;
  }

  void addRoute(RouteBuilder route) throws Exception {
    camel.addRoutes(route);
  }

  JetStreamManagement management() throws Exception {
    return connection.jetStreamManagement();
  }

  ConsumerInfo consumerInfo() throws Exception {
    return management().getConsumerInfo(STREAM, DURABLE);
  }

  JetStreamConsumer consumer() {
    return (JetStreamConsumer) camel.getRoutes().get(0).getConsumer();
  }

  /** Publishes messages whose payload and id are their number. */
  void publish(int from, int to) throws Exception {
    for (int number : IntStream.range(from, to).toArray()) {
      publish("audit.events.object-type.create", Integer.toString(number), new Headers());
    }
  }

  void publish(String subject, String payload, Headers headers) throws Exception {
    connection
        .jetStream()
        .publish(
            NatsMessage.builder()
                .subject(subject)
                .headers(headers)
                .data(payload.getBytes(StandardCharsets.UTF_8))
                .build());
  }

  static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }
}
