// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * What is told of a batch once it is committed: {@code audit_events_stored_total}, {@code
 * audit_event_delay_seconds} (from the event's time to the commit), {@code
 * audit_dead_letters_total}, the spans of its events, and a line of the log for each dead letter.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class StoredEvents {

  private static final Logger LOG = Logger.getLogger(StoredEvents.class);

  /** From what is meant to be usual to what wakes somebody. */
  private static final Duration[] DELAYS = {
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5)
  };

  private final TransactionSynchronizationRegistry transactions;
  private final StoredSpans spans;
  private final Counter stored;
  private final Counter deadLetters;
  private final Timer delay;

  @Inject
  StoredEvents(
      TransactionSynchronizationRegistry transactions, StoredSpans spans, MeterRegistry registry) {
    this.transactions = transactions;
    this.spans = spans;
    this.stored = registry.counter("audit.events.stored");
    this.deadLetters = registry.counter("audit.dead.letters");
    this.delay =
        Timer.builder("audit.event.delay").serviceLevelObjectives(DELAYS).register(registry);
  }

  /** Tells of the batch when the caller's transaction commits; given through as it is. */
  public EventBatch tell(EventBatch batch) {
    transactions.registerInterposedSynchronization(new AfterCommit(batch, Instant.now()));
    return batch;
  }

  private void committed(EventBatch batch, Instant claimed) {
    Instant now = Instant.now();
    stored.increment(batch.events().size());
    deadLetters.increment(batch.refused().size());
    for (Event event : batch.events()) {
      delay.record(Duration.between(event.time().toInstant(), now));
      spans.stored(event, claimed);
    }
    batch.refused().forEach(refused -> warn(refused.message()));
  }

  private static void warn(IncomingMessage message) {
    if (message.messageId() != null) {
      MDC.put("eventId", message.messageId());
    }
    LOG.warnf("Message %d of %s is a dead letter", message.sequence(), message.stream());
    MDC.remove("eventId");
  }

  private final class AfterCommit implements Synchronization {
    private final EventBatch batch;
    private final Instant claimed;

    AfterCommit(EventBatch batch, Instant claimed) {
      this.batch = batch;
      this.claimed = claimed;
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        committed(batch, claimed);
      }
    }
  }
}
