// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.sql.Connection;
import org.oms.bench.Figures.Goal;

/** Many events at once, with both services at work: until the last can be read in the audit log. */
final class Burst {

  private static final double PER_SECOND_MIN = 5000;

  private final Target target;
  private final int events;

  Burst(Target target, int events) {
    this.target = target;
    this.events = events;
  }

  void run(Figures figures) throws Exception {
    StreamOrder order = StreamOrder.fromNowOn(target);
    try (Connection connection = target.connect()) {
      ReadyEvents burst = ReadyEvents.insert(connection, events);
      long start = System.nanoTime();
      burst.awaitStored(connection);
      double perSecond = events / ((System.nanoTime() - start) / 1e9);
      Faults faults = Faults.of(target, burst.run(), events, order);
      figures.add(
          "burst of " + Bench.count(events) + " events, outbox to audit log",
          Figures.perSecond(perSecond, "events") + "; " + faults,
          new Goal("≥ 5,000 events/s", perSecond >= PER_SECOND_MIN && faults.none()));
    }
  }
}
