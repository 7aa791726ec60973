// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.oms.audit.AuditConfig;

/**
 * Stores events of this service itself, by the same rules and in the same transaction as those of
 * the broker.
 *
 * <p>While one transaction is under way, those who come wait; the first of them stores for all.
 * Nobody waits for a timer, and as many events wait as there are threads.
 */
@ApplicationScoped
public class OwnEvents {

  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final Lock storing = new ReentrantLock();
  private final NewEvents newEvents;
  private final ProducerTemplate routes;
  private final int batchMax;

  OwnEvents(NewEvents newEvents, ProducerTemplate routes, AuditConfig config) {
    this.newEvents = newEvents;
    this.routes = routes;
    this.batchMax = config.ingest().batchMax();
  }

  /** Returns when the event is stored; throws what kept it from being stored. */
  public void append(OwnEvent event) {
    Waiting mine = new Waiting(event);
    waiting.add(mine);
    storing.lock();
    try {
      while (!mine.settled) {
        storeSome();
      }
    } finally {
      storing.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
  }

  /** The event as a batch, for a transaction that has more to do. */
  public EventBatch batch(OwnEvent event) {
    EventBatch batch = newEvents.read(List.of(event.message()));
    if (!batch.refused().isEmpty()) {
      throw new IllegalStateException(batch.refused().get(0).reason());
    }
    return batch;
  }

  private void storeSome() {
    List<Waiting> some = new ArrayList<>();
    while (some.size() < batchMax && !waiting.isEmpty()) {
      some.add(waiting.remove());
    }
    RuntimeException failure = store(some);
    for (Waiting one : some) {
      one.failure = failure;
      one.settled = true;
    }
  }

  /** Null when the events are stored. */
  private RuntimeException store(List<Waiting> some) {
    EventBatch batch = newEvents.read(some.stream().map(one -> one.event.message()).toList());
    if (!batch.refused().isEmpty()) {
      return new IllegalStateException(batch.refused().get(0).reason());
    }
    try {
      routes.requestBody("direct:storeBatch", batch);
      return null;
    } catch (CamelExecutionException e) {
      return e;
    }
  }

  /** An event and the caller who waits for it; its fields are guarded by the lock. */
  private static final class Waiting {
    private final OwnEvent event;
    private boolean settled;
    private RuntimeException failure;

    Waiting(OwnEvent event) {
      this.event = event;
    }
  }
}
