// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.oms.bench.Figures.Goal;
import org.oms.stack.LocalStack;

/**
 * A backlog of events: how fast the relay drains the outbox, then how fast the audit service stores
 * what is in the stream. Each service works alone, the other is stopped; each has had a share of
 * the events to warm up with, and so has its yardstick.
 */
final class Backlog {

  private static final int WARM_UP_SHARE = 4;
  private static final double DRAINED_MIN = 20_000;
  private static final double INGESTED_MIN = 12_000;

  private final LocalStack stack;
  private final Target target;
  private final int events;
  private final Optional<Path> debezium;

  /**
   * @param debezium the directory of a Debezium Server, one more yardstick of the drain
   */
  Backlog(LocalStack stack, Target target, int events, Optional<Path> debezium) {
    this.stack = stack;
    this.target = target;
    this.events = events;
    this.debezium = debezium;
  }

  void run(Figures figures) throws Exception {
    try (Connection connection = target.connect()) {
      stack.audit().stop();
      ReadyEvents warmUp = ReadyEvents.insert(connection, events / WARM_UP_SHARE);
      warmUp.awaitPublished(connection);
      ReadyEvents backlog = ReadyEvents.insert(connection, events);
      backlog.awaitPublished(connection);
      double drained = backlog.number(connection, "rate-published");
      stack.oms().stop();
      compareWithLoop(figures, connection, drained, List.of(warmUp, backlog));
      stack.audit().start();
      backlog.awaitStored(connection);
      double ingested = backlog.number(connection, "rate-stored");
      stack.audit().stop();
      compareWithBatches(figures, connection, ingested, List.of(warmUp, backlog));
      if (debezium.isPresent()) {
        compareWithDebezium(figures, drained, List.of(warmUp, backlog));
      }
    }
    stack.oms().start();
    stack.audit().start();
  }

  private void compareWithLoop(
      Figures figures, Connection connection, double drained, List<ReadyEvents> both)
      throws Exception {
    DirectPublish loop = new DirectPublish(target, connection);
    loop.run(both.get(0));
    double published = loop.run(both.get(1));
    long bytes = Math.round(both.get(1).number(connection, "size-of-events"));
    figures.add(
        "outbox drain, " + Bench.count(events) + " events of " + bytes + " bytes",
        Figures.perSecond(drained, "events"),
        "plain JDBC and jnats, nothing marked: " + Figures.perSecond(published, "events"),
        Figures.times(drained / published),
        new Goal("≥ 20,000 events/s", drained >= DRAINED_MIN));
  }

  private void compareWithBatches(
      Figures figures, Connection connection, double ingested, List<ReadyEvents> both)
      throws Exception {
    DirectInsert batches = new DirectInsert(connection);
    batches.run(both.get(0));
    double inserted = batches.run(both.get(1));
    figures.add(
        "ingestion, the same events, all indexes",
        Figures.perSecond(ingested, "events"),
        "plain JDBC batches of the same rows: " + Figures.perSecond(inserted, "events"),
        Figures.times(ingested / inserted),
        new Goal(
            "≥ 12,000 events/s and ≥ 0.5×",
            ingested >= INGESTED_MIN && ingested >= 0.5 * inserted));
  }

  private void compareWithDebezium(Figures figures, double drained, List<ReadyEvents> both)
      throws Exception {
    double routed =
        new Debezium(stack, target, debezium.orElseThrow()).run(both.get(0), both.get(1));
    figures.add(
        "outbox drain, the same events",
        Figures.perSecond(drained, "events"),
        "Debezium Server, outbox to JetStream: " + Figures.perSecond(routed, "events"),
        Figures.times(drained / routed),
        new Goal("≥ 2×", drained >= 2 * routed));
  }
}
