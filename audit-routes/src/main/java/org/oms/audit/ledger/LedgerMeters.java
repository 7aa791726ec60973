// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How large the ledger is, how much of it is signed since when, and what looks at it have found.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class LedgerMeters {

  private static final State UNKNOWN = new State(Double.NaN, Double.NaN, Double.NaN);
  private static final double MILLIS = 1000;
  private static final String INTACT = "intact";
  private static final String FAULTY = "faulty";

  private final AtomicReference<State> state = new AtomicReference<>(UNKNOWN);
  private final AtomicLong lastFindings = new AtomicLong();
  private final MeterRegistry meters;
  private final Clock clock;

  /**
   * The ledger when it was last looked at; NaN for what is not known.
   *
   * @param signedAt seconds since 1970 by the database's clock
   */
  private record State(double leaves, double signedLeaves, double signedAt) {}

  LedgerMeters(MeterRegistry meters, Checkpoints checkpoints, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    meters.gauge("audit.ledger.leaves", state, current -> current.get().leaves());
    meters.gauge("audit.ledger.signed.leaves", state, current -> current.get().signedLeaves());
    meters.gauge("audit.ledger.checkpoint.age.seconds", this, LedgerMeters::checkpointAge);
    meters.gauge("audit.ledger.damaged", checkpoints, each -> each.refusal().isPresent() ? 1 : 0);
    meters.gauge("audit.ledger.verification.findings", lastFindings);
    List.of(INTACT, FAULTY).forEach(this::verifications);
  }

  /** Takes in what the tables say now. */
  public void measure(Map<String, Object> row) {
    state.set(
        new State(number(row, "leaves"), number(row, "signed_leaves"), number(row, "signed_at")));
  }

  /** A verification has ended with so many faults. */
  void verified(long findings) {
    lastFindings.set(findings);
    verifications(findings == 0 ? INTACT : FAULTY).increment();
  }

  private Counter verifications(String outcome) {
    return meters.counter("audit.ledger.verifications", "outcome", outcome);
  }

  private double checkpointAge() {
    return clock.millis() / MILLIS - state.get().signedAt();
  }

  private static double number(Map<String, Object> row, String column) {
    return row.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
