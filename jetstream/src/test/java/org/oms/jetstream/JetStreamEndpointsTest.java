// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.jetstream.JetStreamEndpoints.batches;
import static org.oms.jetstream.JetStreamEndpoints.publisher;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class JetStreamEndpointsTest {

  @Test
  void batches_setTheConsumerOptions() throws Exception {
    try (var camel = new DefaultCamelContext()) {
      camel.getPropertiesComponent().addInitialProperty("audit.ingest.max-batch", "250");

      JetStreamEndpoint endpoint =
          batches("AUDIT_EVENTS", "audit-ingest")
              .maxBatch("{{audit.ingest.max-batch}}")
              .concurrentConsumers("2")
              .nakDelay(Duration.ofSeconds(2), Duration.ofMinutes(1))
              .pullExpires(Duration.ofSeconds(3))
              .resolve(camel, JetStreamEndpoint.class);

      assertThat(endpoint.getStream()).isEqualTo("AUDIT_EVENTS");
      assertThat(endpoint.getDurable()).isEqualTo("audit-ingest");
      assertThat(endpoint.isBatching()).isTrue();
      assertThat(endpoint.getMaxBatch()).isEqualTo(250);
      assertThat(endpoint.getConcurrentConsumers()).isEqualTo(2);
      assertThat(endpoint.getNakDelay()).isEqualTo(2_000);
      assertThat(endpoint.getNakDelayMax()).isEqualTo(60_000);
      assertThat(endpoint.getPullExpires()).isEqualTo(3_000);
    }
  }

  @Test
  void publisher_setsTheProducerOptions() throws Exception {
    try (var camel = new DefaultCamelContext()) {
      JetStreamEndpoint endpoint =
          publisher("AUDIT_EVENTS")
              .subject("audit.events.link.create")
              .maxInFlight("100")
              .ackTimeout(Duration.ofSeconds(1))
              .resolve(camel, JetStreamEndpoint.class);

      assertThat(endpoint.getSubject()).isEqualTo("audit.events.link.create");
      assertThat(endpoint.getMaxInFlight()).isEqualTo(100);
      assertThat(endpoint.getAckTimeout()).isEqualTo(1_000);
    }
  }

  @Test
  void resourcesInTheRegistry_areFoundByType() throws Exception {
    try (var camel = new DefaultCamelContext()) {
      JetStreamResources resources =
          JetStreamResources.fromDirectory(Path.of("../nats"), "AUDIT_EVENTS", "audit-ingest");
      camel.getRegistry().bind("anyName", resources);

      var endpoint = batches("AUDIT_EVENTS", "audit-ingest").resolve(camel);

      assertThat(((JetStreamEndpoint) endpoint).getResources()).isSameAs(resources);
    }
  }
}
