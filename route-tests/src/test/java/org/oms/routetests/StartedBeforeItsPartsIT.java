// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;
import static org.oms.routetests.TcpProxy.Direction.TO_PART;
import static org.oms.routetests.TcpProxy.Direction.TO_SERVICE;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.LocalStack;
import org.oms.stack.ServicePart;

/** A service started first of all lives, says what it waits for, and works as soon as it can. */
class StartedBeforeItsPartsIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  /** What it waits for before it calls itself ready, by the names it says. */
  private static final Map<String, String> STORES =
      Map.of("terminusdb", "TerminusDB", "postgres", "PostgreSQL");

  /** The table every migration begins with, and how many connections Audit has for migrations. */
  private static final String MIGRATION = "flyway_schema_history";

  private static final int MIGRATION_CONNECTIONS_MAX = 2;

  /** PostgreSQL's first answer to a login, which has no time-out of the driver's own any more. */
  private static final String PASSWORD_REQUEST = "SCRAM-SHA-256";

  private final LocalStack stack = SYSTEM.stack();
  private final Operations audit = new Operations(stack.audit());

  @ParameterizedTest
  @ValueSource(strings = {"postgres terminusdb nats redis", "redis nats terminusdb postgres"})
  void inWhateverOrderItsPartsCome_itAnswersProblems_andBecomesReady(String order) {
    stack.audit().stop();
    stack.oms().stop();
    LocalStack.PARTS.forEach(part -> stack.part(part).kill());
    CompletableFuture<Void> starting = start(stack.oms());
    awaitThat("OMS lives without a part")
        .ignoreExceptions()
        .until(() -> health("live").status() == 200);

    Set<String> there = new HashSet<>();
    assertWorksAsFarAsItCan(there);
    for (String part : order.split(" ", -1)) {
      stack.part(part).start();
      there.add(part);
      assertWorksAsFarAsItCan(there);
    }
    awaitThat("everything works").until(() -> health("ready").status() == 200);
    starting.join();
  }

  @Test
  void auditStartedBeforeItsParts_saysWhatItWaitsFor_andStoresWhatCameMeanwhile() {
    String name = Ontology.name("StartedLast");
    stack.audit().stop();
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    stack.nats().kill();
    stack.postgres().kill();
    CompletableFuture<Void> starting = start(stack.audit());
    awaitThat("Audit answers").until(() -> audit.readinessIfItAnswers().orElse(0) == 503);
    assertThat(audit.health("postgres").path("waitingFor").asText()).startsWith("PostgreSQL");
    assertThat(audit.health("nats").path("waitingFor").asText()).startsWith("NATS");

    stack.nats().start();
    stack.postgres().start();
    starting.join();
    awaitThat("the event is stored").until(() -> SYSTEM.database().stored(name) == 1);
  }

  @Test
  void connectionsThatBreakOrHangDuringMigration_doNotKeepAuditWaiting() {
    try (TcpProxy auditToPostgres = RunningSystem.proxyTo(stack.postgres())) {
      auditToPostgres.holdAt(TO_PART, MIGRATION);
      CompletableFuture<Void> starting =
          start(
              SYSTEM
                  .auditVariant()
                  .environment("AUDIT_POSTGRES_URL", SYSTEM.jdbcUrl(auditToPostgres)));
      for (int i = 0; i < MIGRATION_CONNECTIONS_MAX; i++) {
        awaitThat("a migration waits").until(() -> auditToPostgres.holdsSomething(TO_PART));
        auditToPostgres.cut();
        auditToPostgres.holdAt(TO_PART, MIGRATION);
      }
      awaitThat("a migration waits").until(() -> auditToPostgres.holdsSomething(TO_PART));
      auditToPostgres.cut();
      auditToPostgres.holdAt(TO_SERVICE, PASSWORD_REQUEST);
      awaitThat("a login waits").until(() -> auditToPostgres.holdsSomething(TO_SERVICE));

      auditToPostgres.letGoNewConnections();
      starting.join();
    }
  }

  private void assertWorksAsFarAsItCan(Set<String> there) {
    Map<String, String> awaited = new HashMap<>(STORES);
    awaited.keySet().removeAll(there);
    boolean works = awaited.isEmpty();
    awaitThat("readiness with " + there)
        .until(() -> health("ready").status() == (works ? 200 : 503));
    awaited
        .values()
        .forEach(
            store ->
                assertThat(health("ready").response().body())
                    .contains("\"waitingFor\": \"" + store + "\""));
    if (there.contains("redis")) {
      // What Redis knew of revoked tokens may have expired; without PostgreSQL nobody tells it.
      SYSTEM.redis().set("oms:revocations", "1");
    }
    boolean readable = there.contains("terminusdb");
    awaitThat("reads with " + there)
        .until(() -> SYSTEM.oms().get(OBJECT_TYPES).status() == (readable ? 200 : 503));
    String name = Ontology.name("Early");
    if (works) {
      awaitThat("writes with " + there)
          .until(() -> SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status() == 201);
    } else {
      Api.Answer refused = SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name));
      assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isPresent();
      assertThat(refused.body().path("type").asText()).endsWith("-unavailable");
    }
  }

  private Api.Answer health(String check) {
    return SYSTEM.oms().get("/health/" + check);
  }

  /** The launcher waits until it is ready, which is after the parts have come. */
  private static CompletableFuture<Void> start(ServicePart service) {
    return CompletableFuture.runAsync(service::start);
  }
}
