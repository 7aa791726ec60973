// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.stack.LocalStack;

/** Each part that is down shows in health and metrics, and in what callers are told. */
class DegradedHealthIT {

  /** Redis knows all revoked tokens while this key is there. */
  private static final String REVOCATIONS = "oms:revocations";

  private static final Duration SOON = Duration.ofSeconds(10);

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final LocalStack stack = SYSTEM.stack();
  private final Database database = SYSTEM.database();
  private final Operations oms = new Operations(stack.oms());
  private final Operations audit = new Operations(stack.audit());

  @Test
  void natsDown_omsIsReadyAndDegradedWithItsBacklog_auditIsNotReady() {
    stack.nats().kill();
    String name = Ontology.name("Waiting");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    awaitThat("the backlog shows")
        .until(
            () ->
                oms.health("postgres-outbox").path("ready").asLong() > 0
                    && oms.health("postgres-outbox").path("oldestAgeSeconds").asLong() > 0);
    assertThat(oms.metric("oms_outbox_ready")).isPositive();
    assertThat(oms.metric("oms_outbox_oldest_age_seconds")).isPositive();
    assertThat(oms.health("nats-redis").path("nats").asText()).startsWith("degraded");
    assertThat(oms.readiness()).isEqualTo(200);
    awaitThat("Audit says what it waits for").until(() -> audit.readiness() == 503);
    assertThat(SYSTEM.audit().get("/api/v1/audit/events?limit=1").status()).isEqualTo(200);

    stack.nats().start();
    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
    awaitThat("Audit is ready").until(() -> audit.readiness() == 200);
    assertThat(audit.health("ingest").path("lastFetchAgeMs").isNumber()).isTrue();
  }

  @Test
  void postgresDown_readsGoOn_historyAndAuditQueriesAreProblems503() {
    String name = Ontology.name("NoHistory");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    awaitThat("Redis knows which tokens are revoked").until(() -> SYSTEM.redis().has(REVOCATIONS));
    stack.postgres().kill();
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).status()).isEqualTo(200);
    SYSTEM.redis().expireIn(SOON, REVOCATIONS);
    awaitThat("Redis is believed for longer")
        .until(() -> SYSTEM.redis().expiresInMs(REVOCATIONS) > SOON.toMillis());
    assertThat(SYSTEM.oms("new", "viewer").get(OBJECT_TYPES).status()).isEqualTo(200);
    assertIsUnavailable(SYSTEM.oms().get(OBJECT_TYPES + "/" + name + "/history"));
    assertIsUnavailable(SYSTEM.audit().get("/api/v1/audit/events?limit=1"));
    assertThat(oms.health("postgres-outbox").path("degraded").asText())
        .startsWith("writes are refused");
    assertThat(oms.readiness()).isEqualTo(200);
    assertThat(audit.readiness()).isEqualTo(503);

    stack.postgres().start();
    awaitThat("Audit is ready").until(() -> audit.readiness() == 200);
    assertThat(SYSTEM.audit().get("/api/v1/audit/events?limit=1").status()).isEqualTo(200);
  }

  @Test
  void terminusDbDown_readsAreMarkedStale_andNotAnyMoreWhenItIsBack() {
    String name = Ontology.name("Stale");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).header("Warning")).isEmpty();
    stack.terminusdb().kill();
    awaitThat("reads are marked stale")
        .until(
            () -> {
              Api.Answer read = SYSTEM.oms().get(OBJECT_TYPES + "/" + name);
              assertThat(read.status()).as(read.toString()).isEqualTo(200);
              return read.header("Warning").orElse("").startsWith("110 ");
            });
    assertThat(oms.health("terminusdb").path("degraded").asText()).isNotEmpty();
    assertThat(oms.readiness()).isEqualTo(200);
    assertThat(SYSTEM.audit().get("/api/v1/audit/events?limit=1").status()).isEqualTo(200);

    stack.terminusdb().start();
    awaitThat("reads are fresh")
        .until(() -> SYSTEM.oms().get(OBJECT_TYPES + "/" + name).header("Warning").isEmpty());
  }

  @Test
  void redisDown_isDegradedAndReady() {
    stack.redis().kill();
    awaitThat("Redis is missed")
        .until(
            () -> {
              assertThat(SYSTEM.oms().get(OBJECT_TYPES + "?limit=1").status()).isEqualTo(200);
              return oms.health("nats-redis").path("redis").asText().startsWith("degraded");
            });
    assertThat(oms.readiness()).isEqualTo(200);
  }

  private static void assertIsUnavailable(Api.Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
  }
}
