// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.oms.jetstream.JetStreamFixture.numbers;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever is lost around it, a consumer comes back by itself and loses no message. */
class RecoveryIT {

  /** What a lost connection, a backoff and a renewed pull may take together. */
  private static final Duration RECOVERY = Duration.ofSeconds(15);

  @RegisterExtension private final JetStreamFixture nats = new JetStreamFixture();

  private final List<String> bodies = new CopyOnWriteArrayList<>();

  @Test
  void missingStream_isCreatedFromItsFileAtStart() throws Exception {
    consume();

    await().until(() -> nats.consumer().getBoundThreads() == 1);
    nats.publish(0, 1);
    await().until(() -> bodies.equals(numbers(0, 1)));
    assertThat(JetStreamFixture.resources().drifts(nats.connection())).isEmpty();
  }

  @Test
  void killedServer_losesNothingAndConsumptionGoesOn() throws Exception {
    consume();
    await().until(() -> nats.consumer().getBoundThreads() == 1);
    nats.publish(0, 2_000);
    await().until(() -> bodies.size() > 200);

    nats.server().kill();
    await().until(() -> nats.consumer().getLastProblem().contains("not connected"));
    nats.server().run();

    await().atMost(RECOVERY).until(() -> distinct().size() == 2_000);
    await()
        .ignoreExceptions()
        .until(() -> nats.connection().getStatus().name().equals("CONNECTED"));
    nats.publish(2_000, 2_001);
    await().atMost(RECOVERY).until(() -> bodies.contains("2000"));
  }

  @Test
  void idlePull_isRenewedRightAfterAReconnect() throws Exception {
    consumeWith("&pullExpires=60000");
    await().until(() -> nats.consumer().getBoundThreads() == 1);
    nats.server().kill();
    await().until(() -> nats.consumer().getLastProblem().contains("not connected"));
    nats.server().run();
    await()
        .ignoreExceptions()
        .until(() -> nats.connection().getStatus().name().equals("CONNECTED"));

    nats.publish(0, 1);

    await().atMost(Duration.ofSeconds(5)).until(() -> bodies.equals(numbers(0, 1)));
  }

  @Test
  void deletedConsumer_isCreatedAndBoundAgain() throws Exception {
    consume();
    await().until(() -> nats.consumer().getBoundThreads() == 1);
    nats.publish(0, 10);
    await().until(() -> distinct().size() == 10);

    nats.management().deleteConsumer(JetStreamFixture.STREAM, JetStreamFixture.DURABLE);
    nats.publish(10, 20);

    await().atMost(RECOVERY).until(() -> distinct().size() == 20);
  }

  @Test
  void deletedStream_isCreatedAgain() throws Exception {
    consume();
    await().until(() -> nats.consumer().getBoundThreads() == 1);
    nats.publish(0, 10);
    await().until(() -> distinct().size() == 10);

    nats.management().deleteStream(JetStreamFixture.STREAM);
    await()
        .atMost(RECOVERY)
        .until(() -> nats.management().getStreamNames().contains(JetStreamFixture.STREAM));
    nats.publish(10, 20);

    await().atMost(RECOVERY).until(() -> distinct().size() == 20);
  }

  @Test
  void wipedServer_getsItsStreamBack() throws Exception {
    consume();
    await().until(() -> nats.consumer().getBoundThreads() == 1);
    nats.publish(0, 10);
    await().until(() -> distinct().size() == 10);

    nats.server().kill();
    nats.server().wipe();
    nats.server().run();
    await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .until(() -> nats.management().getStreamNames().contains(JetStreamFixture.STREAM));
    nats.publish(10, 20);

    await().atMost(RECOVERY).until(() -> distinct().size() == 20);
  }

  @Test
  void serverDownAtStart_isWaitedFor() throws Exception {
    nats.server().kill();
    consume();
    await().until(() -> !nats.consumer().getLastProblem().isEmpty());
    assertThat(nats.consumer().getBoundThreads()).isZero();

    nats.server().run();

    await().atMost(RECOVERY).until(() -> nats.consumer().getBoundThreads() == 1);
    await()
        .ignoreExceptions()
        .until(() -> nats.connection().getStatus().name().equals("CONNECTED"));
    nats.publish(0, 1);
    await().atMost(RECOVERY).until(() -> bodies.equals(numbers(0, 1)));
  }

  @Test
  void state_tellsThatTheServerAnswersWhileNothingArrives() throws Exception {
    consumeWith("&pullExpires=1000");
    await().until(() -> nats.consumer().getBoundThreads() == 1);
    Instant bound = Instant.now();

    await().until(() -> nats.consumer().state().lastFetch().orElseThrow().isAfter(bound));
    assertThat(nats.consumer().getPending()).isZero();
    assertThat(nats.consumer().getLastProblem()).isEmpty();
  }

  @Test
  void state_isManaged() throws Exception {
    consume();
    await().until(() -> nats.consumer().getBoundThreads() == 1);

    var server = ManagementFactory.getPlatformMBeanServer();
    var names = server.queryNames(new ObjectName("org.apache.camel:type=consumers,*"), null);

    assertThat(names).hasSize(1);
    assertThat(server.getAttribute(names.iterator().next(), "Pending")).isEqualTo(0L);
    assertThat(server.getAttribute(names.iterator().next(), "LastFetch").toString())
        .startsWith("20");
  }

  private Set<String> distinct() {
    return new TreeSet<>(bodies);
  }

  private void consume() throws Exception {
    consumeWith("");
  }

  private void consumeWith(String options) throws Exception {
    String uri = "jetstream:AUDIT_EVENTS?durable=audit-ingest&batching=true&maxBatch=100" + options;
    nats.addRoute(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(uri).routeId("ingest").process(RecoveryIT.this::store);
          }
        });
  }

  private void store(Exchange exchange) {
    for (Object element : exchange.getMessage().getBody(List.class)) {
      bodies.add(((Exchange) element).getMessage().getBody(String.class));
    }
  }
}
