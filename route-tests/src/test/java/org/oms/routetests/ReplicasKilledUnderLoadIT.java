// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.stack.LocalStack;
import org.oms.stack.ServicePart;

/** Three OMS and two Audit share the work; one of each dies under load, and nothing is lost. */
class ReplicasKilledUnderLoadIT {

  private static final int CLIENTS = 24;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final LocalStack stack = SYSTEM.stack();
  private final List<ServicePart> instances = List.of(stack.oms(), stack.oms(2), stack.oms(3));
  private final AtomicInteger writes = new AtomicInteger();

  @Test
  void noAcknowledgedWriteIsLost_andEachResourceIsToldInOrder() {
    RunningSystem.startTogether(List.of(stack.oms(2), stack.oms(3), stack.audit(2)));
    String word = Ontology.name("Replicas");
    List<ChaosClient> clients = new ArrayList<>();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int home = i;
      AtomicInteger turn = new AtomicInteger();
      ChaosClient client =
          new ChaosClient(
              word + "C" + i,
              i,
              1,
              () -> SYSTEM.oms(instances.get((home + turn.getAndIncrement()) % 3)));
      clients.add(client);
      running.add(client.writeUntil(() -> writes.get() > 12 * CLIENTS, writes));
    }
    awaitThat("all write").until(() -> writes.get() > 3 * CLIENTS);
    stack.oms(2).kill();
    stack.audit().kill();
    int before = writes.get();
    awaitThat("the others go on").until(() -> writes.get() > before + 3 * CLIENTS);
    RunningSystem.startTogether(List.of(stack.oms(2), stack.audit()));
    running.forEach(CompletableFuture::join);

    awaitThat("nothing is on its way any more").until(() -> SYSTEM.database().unsettled() == 0);
    assertThat(new Ledgers(SYSTEM, word, clients).findings()).isEmpty();
  }
}
