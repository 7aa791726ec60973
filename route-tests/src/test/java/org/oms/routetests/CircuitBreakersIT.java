// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.TcpProxy.Direction;

/** A part that fails again and again is left alone, tried by one call, and used again. */
class CircuitBreakersIT {

  private static final int CLOSED = 0;
  private static final int HALF_OPEN = 1;
  private static final int OPEN = 2;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final Operations oms = new Operations(SYSTEM.stack().oms());

  @Test
  void terminusDb_openWhileItIsDown_halfOpenWhileOneCallTries_thenClosed() {
    String known = Ontology.name("Known");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(known)).status()).isEqualTo(201);
    SYSTEM.stack().terminusdb().kill();
    awaitThat("the breaker opens")
        .until(() -> oms.health("terminusdb").path("circuitBreaker").asText().equals("open"));
    assertThat(oms.breaker("terminusdb")).isIn(OPEN, HALF_OPEN);
    String refused = Ontology.name("Refused");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(refused)).status())
        .isEqualTo(503);

    SYSTEM.omsToTerminusDb().hold(Direction.TO_SERVICE);
    SYSTEM.stack().terminusdb().start();
    CompletableFuture<Void> reads =
        CompletableFuture.runAsync(
            () ->
                awaitThat("a call tries")
                    .until(
                        () -> {
                          SYSTEM.oms().get(OBJECT_TYPES + "/" + known);
                          return oms.breaker("terminusdb") == CLOSED;
                        }));
    awaitThat("one call tries").until(() -> oms.breaker("terminusdb") == HALF_OPEN);
    SYSTEM.omsToTerminusDb().letGo();
    reads.join();
    assertThat(oms.health("terminusdb").path("circuitBreaker").asText()).isEqualTo("closed");
  }

  @Test
  void nats_openWhileItDoesNotAcknowledge_halfOpenWhileOneBatchTries_thenClosed() {
    String name = Ontology.name("NotAcknowledged");
    SYSTEM.omsToNats().hold(Direction.TO_SERVICE);
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    awaitThat("the breaker opens").until(() -> oms.breaker("nats") == OPEN);
    awaitThat("one batch tries").until(() -> oms.breaker("nats") == HALF_OPEN);

    SYSTEM.omsToNats().letGo();
    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
    awaitThat("the breaker closes").until(() -> oms.breaker("nats") == CLOSED);
    assertThat(oms.health("nats-redis").path("circuitBreaker").asText()).isEqualTo("closed");
  }

  @Test
  void audit_openWhileItDoesNotAnswer_halfOpenWhileOneQuestionTries_thenClosed() {
    String name = Ontology.name("Unasked");
    SYSTEM.stack().audit().pause();
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    awaitThat("the breaker opens").until(() -> oms.breaker("audit") == OPEN);
    assertThat(oms.health("postgres-outbox").path("auditCircuitBreaker").asText())
        .isIn("open", "half_open");
    awaitThat("one question tries").until(() -> oms.breaker("audit") == HALF_OPEN);

    SYSTEM.stack().audit().resume();
    awaitThat("the outbox lets the event go").until(() -> database.outbox(name).isEmpty());
    assertThat(oms.breaker("audit")).isEqualTo(CLOSED);
  }
}
