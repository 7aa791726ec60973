// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.change.Database;
import org.oms.ontology.change.Partition;
import org.oms.ontology.terminusdb.PreparedStores;

/** Confirmed events reach the stream in order, and go only when the audit service has them. */
@QuarkusTest
@WithTestResource(RealParts.class)
class RelayIT {

  @Inject PreparedStores stores;
  @Inject DataSource dataSource;
  @Inject ProducerTemplate template;
  @Inject CamelContext camel;

  @Inject
  @Named("relayScheduler")
  PollScheduler scheduler;

  @ConfigProperty(name = "oms.nats.url")
  String nats;

  private Database database;

  @BeforeEach
  void waitForPostgres() {
    await().atMost(Duration.ofSeconds(30)).until(stores::postgresReady);
    database = new Database(dataSource);
  }

  @Test
  void events_arriveInOrder_andGoWhenTheyAreStored() throws Exception {
    String aggregate = "object_type/order-" + UUID.randomUUID();
    for (int sequence = 1; sequence <= 1200; sequence++) {
      confirmed(aggregate, sequence, 10);
    }
    scheduler.wakeUp();

    assertThat(received(aggregate, 1200))
        .isEqualTo(IntStream.rangeClosed(1, 1200).boxed().toList());
    await().atMost(Duration.ofSeconds(30)).until(() -> rows(aggregate).isEmpty());
  }

  @Test
  void poisonEvent_stopsItsAggregateAlone() throws Exception {
    String poisoned = "object_type/poisoned-" + UUID.randomUUID();
    String healthy = "object_type/healthy-" + UUID.randomUUID();
    confirmed(poisoned, 1, 10);
    confirmed(poisoned, 2, 1_200_000);
    confirmed(poisoned, 3, 10);
    confirmed(healthy, 1, 10);
    scheduler.wakeUp();

    assertThat(received(healthy, 1)).containsExactly(1);
    assertThat(received(poisoned, 1)).containsExactly(1);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        database.column(
                            "select sequence || ' ' || (quarantined_at is not null) || ' ' ||"
                                + " coalesce(quarantine_reason, '') from outbox_events where"
                                + " aggregate = ? order by sequence",
                            poisoned))
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("2 true")
                    .contains("bytes"));
    // A later event of the healthy one overtakes what waits behind the poison.
    confirmed(healthy, 2, 10);
    scheduler.wakeUp();
    assertThat(received(healthy, 2)).containsExactly(1, 2);
    assertThat(
            database.column(
                "select published_at is null from outbox_events where aggregate = ? and sequence = 3",
                poisoned))
        .containsExactly("t");
  }

  @Test
  void largeEvents_areClaimedAFewAtATime() throws Exception {
    String aggregate = "object_type/large-" + UUID.randomUUID();
    camel.getRouteController().stopRoute("publishEvents");
    for (int sequence = 1; sequence <= 20; sequence++) {
      confirmed(aggregate, sequence, 900_000);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> !claimed().isEmpty());
    assertThat(claimed()).hasSize(10); // The tenth begins within the 8 MiB.

    camel.getRouteController().startRoute("publishEvents");
    assertThat(received(aggregate, 20)).isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
  }

  private List<?> claimed() {
    return template.requestBody("sql:classpath:sql/outbox/claim-ready.sql", null, List.class);
  }

  @Test
  void formerHolderOfAPartition_canNotMarkEventsPublished() {
    String id = UUID.randomUUID().toString();
    String aggregate = "object_type/fenced-" + id;
    database.execute(
        "insert into leases (name, holder, token, expires_at) values"
            + " ('relay-test', 'somebody else', 7, now() + interval '1 hour')");
    database.execute(
        "insert into outbox_events (id, aggregate, partition, nats_subject, event, confirmed_at,"
            + " ready, sequence, success, quarantined_at) values ('%s', '%s', 0, 's', '{}', now(), 1, 1, true, now())"
                .formatted(id, aggregate));

    assertThat(published(id, 6)).isZero();
    assertThat(published(id, 7)).isOne();
  }

  @Test
  void eventTheAuditServiceDoesNotKnow_isPublishedAgain() {
    String aggregate = "object_type/lost-" + UUID.randomUUID();
    String id = confirmed(aggregate, 1, 10, RealParts.LOST_ID_PREFIX);
    scheduler.wakeUp();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                database
                    .column(
                        "select published_at is not null from outbox_events where id = ?::uuid", id)
                    .contains("t"));
    database.execute(
        "update outbox_events set published_at = now() - interval '2 minutes', receipt_at = null"
            + " where id = '"
            + id
            + "'");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                database
                    .column(
                        "select published_at > now() - interval '1 minute' from outbox_events where"
                            + " id = ?::uuid",
                        id)
                    .contains("t"));
  }

  private long published(String id, int token) {
    String acknowledged =
        "[{\"id\": \"%s\", \"lease\": \"relay-test\", \"token\": %d}]".formatted(id, token);
    List<?> rows =
        template.requestBody(
            "sql:classpath:sql/outbox/settle-batch.sql",
            Map.of("acknowledged", acknowledged, "poison", "[]", "failed", "[]"),
            List.class);
    return ((Number) ((Map<?, ?>) rows.get(0)).get("published")).longValue();
  }

  private List<String> rows(String aggregate) {
    return database.column("select id from outbox_events where aggregate = ?", aggregate);
  }

  private void confirmed(String aggregate, int sequence, int bytes) {
    confirmed(aggregate, sequence, bytes, UUID.randomUUID().toString().substring(0, 8));
  }

  private String confirmed(String aggregate, int sequence, int bytes, String idPrefix) {
    String id = idPrefix + UUID.randomUUID().toString().substring(8);
    database.execute(
        "insert into outbox_events (id, aggregate, partition, nats_subject, event, confirmed_at,"
            + " ready, sequence, success) values ('%s', '%s', %d, 'audit.events.test.%s',"
                .formatted(id, aggregate, Partition.of(aggregate), token(aggregate))
            + " jsonb_build_object('n', %d, 'pad', repeat('x', %d)), now(), nextval('outbox_ready'), %d, true)"
                .formatted(sequence, bytes, sequence));
    return id;
  }

  private static String token(String aggregate) {
    return aggregate.substring(aggregate.indexOf('/') + 1);
  }

  private List<Integer> received(String aggregate, int count) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    Connection connection = Nats.connect(nats);
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> connection.jetStreamManagement().getStreamNames().contains("AUDIT_EVENTS"));
      JetStreamSubscription subscription =
          connection
              .jetStream()
              .subscribe(
                  "audit.events.test." + token(aggregate),
                  PushSubscribeOptions.builder().ordered(true).build());
      while (numbers.size() < count) {
        Message message = subscription.nextMessage(Duration.ofSeconds(20));
        assertThat(message).as("message %d of %s", numbers.size() + 1, aggregate).isNotNull();
        String event = new String(message.getData(), StandardCharsets.UTF_8);
        numbers.add(Integer.valueOf(event.replaceAll("(?s).*\"n\": (\\d+).*", "$1")));
      }
    } finally {
      connection.close();
    }
    return numbers;
  }
}
