// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.ChaosClient.Told;
import org.oms.stack.LocalStack;
import org.oms.stack.Part;
import org.oms.stack.PartState;
import org.oms.stack.ServicePart;

/**
 * Clients write while parts and services are killed, paused, restarted and wiped by a schedule
 * drawn from a seed: {@code make chaos SEED= EVENTS=}. In the end each client's ledger is compared
 * with what there is.
 */
class ChaosIT {

  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final int EVENTS = Integer.getInteger("chaos.events", 2_000);

  /** Clients with one resource a write, and clients with change sets. */
  private static final int SINGLE_CLIENTS = 16;

  private static final int SET_CLIENTS = 4;
  private static final int SET_MAX = 200;

  /** A backlog of 100,000 events drains within it, on a busy machine. */
  private static final Duration QUIET_MAX = Duration.ofMinutes(10);

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final LocalStack stack = SYSTEM.stack();
  private final List<ServicePart> instances = List.of(stack.oms(), stack.oms(2), stack.oms(3));
  private final String word = Ontology.name("Chaos");
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile boolean broken;

  @Test
  void acknowledgedWritesAreThere_refusedOnesAreNot_unknownOnesAreWholeOrAbsent() {
    say("seed %d, %d events", SEED, EVENTS);
    RunningSystem.startTogether(List.of(stack.oms(2), stack.oms(3), stack.audit(2)));
    List<ChaosClient> clients = clients();
    breakAndWrite(clients);
    heal();
    awaitQuiet();
    compare(clients);
  }

  private void breakAndWrite(List<ChaosClient> clients) {
    List<Part> parts =
        LocalStack.PARTS.stream()
            .map(stack::part)
            .filter(part -> part.state() != PartState.EXTERNAL)
            .toList();
    List<Part> services =
        Stream.concat(instances.stream(), Stream.of(stack.audit(), stack.audit(2)))
            .map(Part.class::cast)
            .toList();
    ChaosSchedule onParts = new ChaosSchedule(SEED, parts, line -> say("%s", line));
    ChaosSchedule onServices = new ChaosSchedule(~SEED, services, line -> say("%s", line));
    List<CompletableFuture<Void>> work = new ArrayList<>();
    clients.forEach(client -> work.add(client.writeUntil(this::enough, acknowledged)));
    work.add(onParts.strikeUntil(this::enough).whenComplete(this::endWhenBroken));
    work.add(onServices.strikeUntil(this::enough).whenComplete(this::endWhenBroken));
    work.forEach(CompletableFuture::join);
    say(
        "%d events acknowledged, %d faults",
        acknowledged.get(), onParts.faults() + onServices.faults());
  }

  private boolean enough() {
    return broken || acknowledged.get() >= EVENTS;
  }

  /** A part that does not come back ends the run, and the test. */
  private void endWhenBroken(Void unused, Throwable failure) {
    broken |= failure != null;
  }

  private void heal() {
    List<Part> parts = LocalStack.PARTS.stream().map(stack::part).toList();
    RunningSystem.startTogether(
        parts.stream().filter(part -> part.state() != PartState.EXTERNAL).toList());
    RunningSystem.startTogether(instances);
    RunningSystem.startTogether(List.of(stack.audit(), stack.audit(2)));
  }

  private void awaitQuiet() {
    awaitThat("nothing is on its way any more")
        .atMost(QUIET_MAX)
        .until(() -> database.unsettled() == 0);
  }

  private void compare(List<ChaosClient> clients) {
    Ledgers ledgers = new Ledgers(SYSTEM, word, clients);
    say(
        "writes: %d done, %d not done, %d unknown",
        ledgers.count(Told.DONE), ledgers.count(Told.NOT_DONE), ledgers.count(Told.MAYBE));
    assertThat(ledgers.findings()).isEmpty();
  }

  private List<ChaosClient> clients() {
    List<ChaosClient> clients = new ArrayList<>();
    Random seeds = new Random(SEED);
    for (int i = 0; i < SINGLE_CLIENTS + SET_CLIENTS; i++) {
      long seed = seeds.nextLong();
      Random choice = new Random(seed);
      clients.add(
          new ChaosClient(
              word + "C" + i,
              seed,
              i < SINGLE_CLIENTS ? 1 : SET_MAX,
              () -> SYSTEM.oms(instances.get(choice.nextInt(instances.size())))));
    }
    return clients;
  }

  @SuppressWarnings("SystemOut")
  private static void say(String format, Object... values) {
    System.out.printf("chaos: " + format + "%n", values);
  }
}
