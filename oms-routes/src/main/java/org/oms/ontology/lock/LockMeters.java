// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How many locks of each type freeze something now: {@code oms_locks{type}}. */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
@Unremovable
public class LockMeters {

  private final Map<LockType, AtomicLong> held = new EnumMap<>(LockType.class);

  @Inject
  public LockMeters(MeterRegistry registry) {
    for (LockType type : LockType.values()) {
      Tags tags = Tags.of("type", type.contractName());
      held.put(type, registry.gauge("oms.locks", tags, new AtomicLong()));
    }
  }

  /** Takes the result of {@code count-locks.sql}. */
  public void measured(List<Map<String, Object>> rows) {
    held.forEach(
        (type, count) -> count.set(((Number) rows.get(0).get(type.contractName())).longValue()));
  }
}
