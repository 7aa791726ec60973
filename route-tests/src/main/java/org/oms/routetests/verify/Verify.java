// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The invariant of docs/adr/0001, read from TerminusDB and PostgreSQL, never from the services:
 * every commit has one event for each resource it changed, every successful event has its commit,
 * every event is stored once, the numbers of an aggregate have no gap, and nothing is still on its
 * way.
 *
 * <p>The main program takes the services' own environment (see {@link Connections}), prints a table
 * and exits with 0 when all promises are kept, 1 when one is broken, 2 when it could not look.
 */
public final class Verify {

  /** How long events may be on their way before that counts as broken. */
  private static final Duration SETTLING_TIME_MAX = Duration.ofSeconds(60);

  private static final Duration SETTLING_POLL = Duration.ofMillis(200);

  private final Connections connections;
  private final TerminusDbReader terminusDb;

  public Verify(Connections connections) {
    this.connections = connections;
    this.terminusDb = new TerminusDbReader(connections.terminusDb());
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    int exitCode;
    try {
      Verify verify = new Verify(Connections.of(System.getenv()));
      verify.awaitSettled();
      Findings findings = verify.run();
      System.out.print(findings.table());
      exitCode = findings.kept() ? 0 : 1;
    } catch (RuntimeException e) {
      System.err.println("The record could not be checked: " + e.getMessage());
      exitCode = 2;
    }
    System.exit(exitCode);
  }

  /**
   * Waits until the outbox is empty, or the time for it is over: then the checks say what is left.
   */
  public void awaitSettled() {
    Sql oms = new Sql(connections.oms());
    Instant end = Instant.now().plus(SETTLING_TIME_MAX);
    while (oms.number("count-unsettled", "unsettled") > 0 && Instant.now().isBefore(end)) {
      try {
        TimeUnit.MILLISECONDS.sleep(SETTLING_POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Runs all checks on what is there now. */
  public Findings run() {
    Sql audit = new Sql(connections.audit());
    Check storedOnce = new Check("an event is stored once");
    Check gapless = new Check("the numbers of an aggregate have no gap, from 1");
    Check faithful = new Check("an event is searched by what it says");
    Trail trail = Trail.read(audit, storedOnce, gapless, faithful);
    Check claimed = new Check("a stored event is claimed once");
    claimed.looked(audit.number("count-tracking", "claims"));
    audit.each("select-unfaithful-tracking", row -> claimed.broken(row.text("id")));
    List<Check> checks = new ArrayList<>();
    checks.addAll(new CommitChecks(terminusDb, trail).run());
    checks.addAll(List.of(storedOnce, claimed, gapless, faithful));
    checks.addAll(new OutboxChecks(new Sql(connections.oms()), trail).run());
    return new Findings(checks);
  }
}
