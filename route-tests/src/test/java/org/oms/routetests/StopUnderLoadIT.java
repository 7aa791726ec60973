// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.TcpProxy.Direction;
import org.oms.stack.ServicePart;

/** SIGTERM under load: not ready first, what is in flight is finished, then the end. */
class StopUnderLoadIT {

  /** 20 s for requests in flight, and as much for a busy machine. */
  private static final Duration STOP_MAX = Duration.ofSeconds(40);

  private static final int CLIENTS = 16;

  /** A JVM that a signal has stopped in its orderly way ends with 128 and the signal's number. */
  private static final int ENDED_BY_SIGTERM = 143;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final ServicePart oms = SYSTEM.stack().oms();
  private final AtomicBoolean enough = new AtomicBoolean();
  private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

  /** A test that fails leaves neither clients that write on nor a stop that is still to come. */
  @AfterEach
  void endLoadAndStop() {
    enough.set(true);
    SYSTEM.omsToTerminusDb().letGo();
    stopped.join();
  }

  @Test
  void requestInFlight_isAnswered_afterReadinessWentOff() {
    String name = Ontology.name("InFlight");
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name + "W")).status())
        .isEqualTo(201);
    long before = SYSTEM.commitsOnMain();
    SYSTEM.omsToTerminusDb().hold(Direction.TO_SERVICE);
    CompletableFuture<Api.Answer> answer =
        SYSTEM.oms().postAsync(OBJECT_TYPES, Ontology.objectType(name));
    awaitThat("TerminusDB has the commit").until(() -> SYSTEM.commitsOnMain() > before);
    stopped = CompletableFuture.runAsync(oms::stop);
    awaitThat("it is not ready any more")
        .until(() -> new Operations(oms).readinessIfItAnswers().orElse(503) == 503);
    assertThat(answer).isNotDone();

    SYSTEM.omsToTerminusDb().letGo();
    assertThat(answer.join().status()).isEqualTo(201);
    stopped.join();
    assertThat(oms.exitCode()).hasValue(ENDED_BY_SIGTERM);
    oms.start();
    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
  }

  @Test
  void omsUnderLoad_stopsInTimeWithTheSignalsExitCode_andEveryWriteIsAsItWasTold() {
    String word = Ontology.name("Stopped");
    AtomicInteger writes = new AtomicInteger();
    List<ChaosClient> clients = new ArrayList<>();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      ChaosClient client = new ChaosClient(word + "C" + i, i, 1, SYSTEM::oms);
      clients.add(client);
      running.add(client.writeUntil(enough::get, writes));
    }
    awaitThat("all write").until(() -> writes.get() > 3 * CLIENTS);
    Instant begin = Instant.now();
    oms.stop();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(STOP_MAX);
    assertThat(oms.exitCode()).hasValue(ENDED_BY_SIGTERM);
    oms.start();
    int before = writes.get();
    awaitThat("writes go on").until(() -> writes.get() > before + CLIENTS);
    enough.set(true);
    running.forEach(CompletableFuture::join);

    awaitThat("nothing is on its way any more").until(() -> database.unsettled() == 0);
    assertThat(new Ledgers(SYSTEM, word, clients).findings()).isEmpty();
  }

  @Test
  void auditUnderLoad_stopsInTimeWithTheSignalsExitCode_andTheRestIsStoredLater() {
    String word = Ontology.name("AuditStopped");
    AtomicInteger writes = new AtomicInteger();
    ChaosClient client = new ChaosClient(word, 1, 200, SYSTEM::oms);
    CompletableFuture<Void> running = client.writeUntil(enough::get, writes);
    awaitThat("events are stored").until(() -> database.storedBeginning(word) > 100);
    ServicePart audit = SYSTEM.stack().audit();
    Instant begin = Instant.now();
    audit.stop();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(STOP_MAX);
    assertThat(audit.exitCode()).hasValue(ENDED_BY_SIGTERM);
    audit.start();
    enough.set(true);
    running.join();

    awaitThat("nothing is on its way any more").until(() -> database.unsettled() == 0);
    assertThat(new Ledgers(SYSTEM, word, List.of(client)).findings()).isEmpty();
  }
}
