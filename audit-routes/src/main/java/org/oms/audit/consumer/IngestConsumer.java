// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.consumer;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ConsumerInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.oms.audit.AuditConfig;
import org.oms.jetstream.Drift;
import org.oms.jetstream.JetStreamConsumer;
import org.oms.jetstream.JetStreamResources;

/** How ingestion does: what the broker and the route's own consumer say. */
@ApplicationScoped
public class IngestConsumer {

  private final CamelContext camel;
  private final JetStreamResources resources;
  private final AuditConfig.Nats nats;

  IngestConsumer(CamelContext camel, JetStreamResources resources, AuditConfig config) {
    this.camel = camel;
    this.resources = resources;
    this.nats = config.nats();
  }

  /** When the broker last answered a pull of this instance; empty before the first time. */
  public Optional<Instant> lastFetch() {
    return consumer().state().lastFetch();
  }

  /** Threads of this instance that hold a subscription now. */
  public int boundThreads() {
    return consumer().state().boundThreads();
  }

  /**
   * What the broker knows about the durable consumer.
   *
   * @throws IOException when it does not answer, or has no such consumer
   */
  public ConsumerInfo info() throws IOException, InterruptedException {
    try {
      return connection().jetStreamManagement().getConsumerInfo(nats.stream(), nats.consumer());
    } catch (JetStreamApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Where stream and consumer differ from their files.
   *
   * @throws IOException when the broker does not answer
   */
  public List<Drift> drifts() throws IOException, InterruptedException {
    return resources.drifts(connection());
  }

  /**
   * The connection of the route.
   *
   * @throws IOException when there is none now
   */
  public Connection connection() throws IOException, InterruptedException {
    Connection connection = consumer().getEndpoint().connection();
    if (connection.getStatus() != Connection.Status.CONNECTED) {
      throw new IOException("The connection is " + connection.getStatus());
    }
    return connection;
  }

  private JetStreamConsumer consumer() {
    return (JetStreamConsumer) camel.getRoute("ingestEvents").getConsumer();
  }
}
