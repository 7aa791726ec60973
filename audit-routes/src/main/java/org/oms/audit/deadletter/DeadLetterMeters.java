// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/** {@code audit_dead_letters_open}: those nobody has decided about. */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class DeadLetterMeters {

  private final AtomicLong open;

  @Inject
  DeadLetterMeters(MeterRegistry registry) {
    open = registry.gauge("audit.dead.letters.open", new AtomicLong());
  }

  /** Takes the result of {@code count-open.sql}. */
  public void measured(long count) {
    open.set(count);
  }
}
