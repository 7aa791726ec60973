// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.oms.jetstream.JetStreamFixture.numbers;

import io.nats.client.impl.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message is acknowledged when its route is done with it, and not before. */
class BatchConsumptionIT {

  @RegisterExtension private final JetStreamFixture nats = new JetStreamFixture();

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private final List<Message> messages = new CopyOnWriteArrayList<>();

  @BeforeEach
  void createStream() throws Exception {
    JetStreamFixture.resources().apply(nats.connection());
  }

  @Test
  void batch_isInOrderAndNoLargerThanAsked() throws Exception {
    nats.publish(0, 250);
    consume("batching=true&maxBatch=100", this::store);

    await().until(() -> bodies.size() == 250);
    assertThat(bodies).isEqualTo(numbers(0, 250));
    // How many come at once is the network's doing; one by one they do not.
    assertThat(sizes).allMatch(size -> size <= 100).hasSizeLessThan(125);
    await().until(() -> nats.consumerInfo().getNumAckPending() == 0);
    assertThat(nats.consumerInfo().getAckFloor().getStreamSequence()).isEqualTo(250);
  }

  @Test
  void batch_hasNoMoreBytesThanAsked() throws Exception {
    for (int i = 0; i < 20; i++) {
      nats.publish("audit.events.object-type.create", i + "x".repeat(600_000), new Headers());
    }
    nats.publish(20, 250);
    CountDownLatch leave = new CountDownLatch(1);
    consume(
        "batching=true&maxBytes=2000000",
        exchange -> {
          store(exchange);
          leave.await();
        });

    await().until(() -> !sizes.isEmpty() && nats.consumerInfo().getNumWaiting() == 0);
    assertThat(nats.consumerInfo().getNumAckPending()).as("sent ahead").isBetween(1L, 3L);
    leave.countDown();
    await().until(() -> bodies.size() == 250);
    assertThat(bodies.stream().map(body -> body.replace("x", "")).toList())
        .isEqualTo(numbers(0, 250));
    assertThat(sizes.subList(0, 5)).allMatch(size -> size <= 3);
    await().until(() -> nats.consumerInfo().getNumAckPending() == 0);
  }

  @Test
  void fewerBytesThanAMessageMayHave_areRefused() throws Exception {
    consume("batching=true&maxBytes=1000000", this::store);

    await()
        .until(
            () ->
                nats.consumer().state().lastProblem().isPresent()
                    && nats.consumer().getLastProblem().contains("maxBytes is 1000000"));
  }

  @Test
  void batch_isNotAcknowledgedWhileItsRouteRuns() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    nats.publish(0, 3);
    consume(
        "batching=true",
        exchange -> {
          store(exchange);
          entered.countDown();
          leave.await();
        });

    entered.await();
    await().until(() -> nats.consumerInfo().getNumAckPending() == 3);
    assertThat(nats.consumerInfo().getAckFloor().getConsumerSequence()).isZero();
    assertThat(nats.consumer().getInWork()).isEqualTo(3);
    leave.countDown();
    await().until(() -> nats.consumer().getInWork() == 0);
    await().until(() -> nats.consumerInfo().getNumAckPending() == 0);
  }

  @Test
  void failedBatch_isDeliveredAgain() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    nats.publish(0, 20);
    consume(
        "batching=true&nakDelay=50",
        exchange -> {
          if (failures.incrementAndGet() <= 3) {
            throw new IllegalStateException("database gone");
          }
          store(exchange);
        });

    await().until(() -> nats.consumerInfo().getAckFloor().getStreamSequence() == 20);
    assertThat(bodies).containsExactlyInAnyOrderElementsOf(numbers(0, 20));
    assertThat(nats.consumer().state().redeliveries()).isPositive();
    assertThat(nats.consumer().state().refused()).isPositive();
    assertThat(nats.consumer().state().lastProblem())
        .hasValueSatisfying(problem -> assertThat(problem.reason()).contains("database gone"));
  }

  @Test
  void rollbackWithoutException_isDeliveredAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    nats.publish(0, 1);
    consume(
        "batching=true&nakDelay=50",
        exchange -> {
          exchange.setRollbackOnly(attempts.incrementAndGet() == 1);
          store(exchange);
        });

    await().until(() -> nats.consumerInfo().getNumAckPending() == 0 && attempts.get() == 2);
    assertThat(bodies).isEqualTo(List.of("0", "0"));
  }

  @Test
  void longRoute_keepsItsBatchBeyondTheAckWait() throws Exception {
    var quick =
        io.nats.client.api.ConsumerConfiguration.builder(
                nats.consumerInfo().getConsumerConfiguration())
            .ackWait(Duration.ofSeconds(1))
            .build();
    nats.management().addOrUpdateConsumer(JetStreamFixture.STREAM, quick);
    nats.publish(0, 1);
    CountDownLatch leave = new CountDownLatch(1);
    consume(
        "batching=true",
        exchange -> {
          store(exchange);
          leave.await();
        });
    await().until(() -> bodies.size() == 1);

    Instant entered = Instant.now();
    await()
        .pollDelay(Duration.ofSeconds(3))
        .until(() -> Duration.between(entered, Instant.now()).toSeconds() >= 3);
    assertThat(nats.consumerInfo().getRedelivered()).isZero();
    leave.countDown();
    await().until(() -> nats.consumerInfo().getNumAckPending() == 0);
  }

  @Test
  void single_isOneMessageForEachExchange() throws Exception {
    nats.publish(0, 5);
    from("batching=false", exchange -> bodies.add(exchange.getMessage().getBody(String.class)));

    await().until(() -> bodies.equals(numbers(0, 5)));
    await().until(() -> nats.consumerInfo().getNumAckPending() == 0);
  }

  @Test
  void message_carriesItsOriginAndNoCamelHeader() throws Exception {
    Headers headers = new Headers();
    headers.put("Nats-Msg-Id", "id-1");
    headers.put("CamelHttpUri", "http://evil.example");
    headers.put("cAMELFileName", "../../etc/passwd");
    headers.put("tenant", "acme");
    nats.publish("audit.events.link-type.delete", "body", headers);
    consume("batching=true", this::store);

    await().until(() -> messages.size() == 1);
    Message message = messages.get(0);
    assertThat(message.getHeader(JetStreamHeaders.SUBJECT))
        .isEqualTo("audit.events.link-type.delete");
    assertThat(message.getHeader(JetStreamHeaders.SEQUENCE)).isEqualTo(1L);
    assertThat(message.getHeader(JetStreamHeaders.DELIVERY_COUNT)).isEqualTo(1L);
    assertThat(message.getHeader(JetStreamHeaders.TIMESTAMP, Instant.class))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(message.getHeader(JetStreamHeaders.MESSAGE_ID)).isEqualTo("id-1");
    assertThat(message.getHeader("tenant")).isEqualTo("acme");
    assertThat(message.getHeader("CamelHttpUri")).isNull();
    assertThat(message.getHeader("CamelFileName")).isNull();
  }

  @Test
  void stop_finishesTheBatchInWorkAndGivesBackTheRest() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    nats.publish(0, 40);
    consume(
        "batching=true&maxBatch=10",
        exchange -> {
          store(exchange);
          entered.countDown();
          leave.await();
        });
    entered.await();
    // The server has sent the next batch ahead.
    await().until(() -> nats.consumerInfo().getNumAckPending() == 20);

    Thread stopping = new Thread(nats.camel()::stop);
    stopping.start();
    await().until(() -> nats.camel().isStopping());
    leave.countDown();
    stopping.join();

    assertThat(bodies).isEqualTo(numbers(0, 10));
    // Given back, not waiting for 30 s of ack wait: a new pull gets them at once.
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> nats.consumerInfo().getAckFloor().getStreamSequence() == 10);
    var subscription =
        nats.connection()
            .jetStream()
            .subscribe(
                null,
                io.nats.client.PullSubscribeOptions.bind(
                    JetStreamFixture.STREAM, JetStreamFixture.DURABLE));
    assertThat(subscription.fetch(40, Duration.ofSeconds(2))).hasSize(30);
  }

  @Test
  void concurrentConsumers_shareTheWork() throws Exception {
    nats.publish(0, 500);
    consume("batching=true&maxBatch=20&concurrentConsumers=3", this::store);

    await().until(() -> nats.consumerInfo().getAckFloor().getStreamSequence() == 500);
    assertThat(bodies).containsExactlyInAnyOrderElementsOf(numbers(0, 500));
    assertThat(nats.consumer().getBoundThreads()).isEqualTo(3);
  }

  private void consume(String options, ThrowingProcessor processor) throws Exception {
    from(options, processor);
  }

  private void from(String options, ThrowingProcessor processor) throws Exception {
    String uri = "jetstream:AUDIT_EVENTS?durable=audit-ingest&" + options;
    nats.addRoute(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(uri).routeId("ingest").process(processor::process);
          }
        });
  }

  private interface ThrowingProcessor {
    void process(Exchange exchange) throws Exception;
  }

  private void store(Exchange exchange) {
    List<?> batch = exchange.getMessage().getBody(List.class);
    sizes.add(batch.size());
    for (Object element : batch) {
      Message message = ((Exchange) element).getMessage();
      messages.add(message);
      bodies.add(message.getBody(String.class));
    }
  }
}
