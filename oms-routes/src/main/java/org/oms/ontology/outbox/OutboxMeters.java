// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Figures of the outbox: {@code oms_events_published_total}, {@code oms_events_quarantined_total},
 * {@code oms_events_receipted_total}, {@code oms_events_republished_total}, {@code
 * oms_outbox_ready}, {@code oms_outbox_oldest_age_seconds}, {@code oms_outbox_unreceipted}, {@code
 * oms_outbox_unreceipted_age_seconds}, {@code oms_outbox_quarantined}, {@code oms_intents_open},
 * {@code oms_intents_oldest_age_seconds}.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
@Unremovable
public class OutboxMeters {

  /** The last measurement; zeros before the first. */
  public record Backlog(
      long ready,
      double oldestSeconds,
      long openIntents,
      double openIntentSeconds,
      long unreceipted,
      double unreceiptedSeconds,
      long quarantined,
      String commitHolder) {}

  private final Counter published;
  private final Counter quarantined;
  private final Counter receipted;
  private final Counter republished;
  private final AtomicReference<Backlog> backlog =
      new AtomicReference<>(new Backlog(0, 0, 0, 0, 0, 0, 0, ""));

  @Inject
  public OutboxMeters(MeterRegistry registry) {
    this.published = registry.counter("oms.events.published");
    this.quarantined = registry.counter("oms.events.quarantined");
    this.receipted = registry.counter("oms.events.receipted");
    this.republished = registry.counter("oms.events.republished");
    registry.gauge("oms.outbox.ready", backlog, value -> value.get().ready());
    registry.gauge("oms.outbox.oldest.age.seconds", backlog, value -> value.get().oldestSeconds());
    registry.gauge("oms.outbox.unreceipted", backlog, value -> value.get().unreceipted());
    registry.gauge(
        "oms.outbox.unreceipted.age.seconds", backlog, value -> value.get().unreceiptedSeconds());
    registry.gauge("oms.outbox.quarantined", backlog, value -> value.get().quarantined());
    registry.gauge("oms.intents.open", backlog, value -> value.get().openIntents());
    registry.gauge(
        "oms.intents.oldest.age.seconds", backlog, value -> value.get().openIntentSeconds());
  }

  /** Takes the result of {@code settle-batch.sql}. */
  public void settled(List<Map<String, Object>> rows) {
    published.increment(number(rows, "published").doubleValue());
    quarantined.increment(number(rows, "quarantined").doubleValue());
  }

  /** Takes the result of {@code settle-receipts.sql}. */
  public void receipted(List<Map<String, Object>> rows) {
    receipted.increment(number(rows, "stored").doubleValue());
    republished.increment(number(rows, "again").doubleValue());
  }

  /** Takes the result of {@code measure-outbox.sql}. */
  public void measured(List<Map<String, Object>> rows) {
    backlog.set(
        new Backlog(
            number(rows, "ready").longValue(),
            number(rows, "oldest_seconds").doubleValue(),
            number(rows, "open_intents").longValue(),
            number(rows, "open_intent_seconds").doubleValue(),
            number(rows, "unreceipted").longValue(),
            number(rows, "unreceipted_seconds").doubleValue(),
            number(rows, "quarantined").longValue(),
            Objects.toString(rows.get(0).get("commit_holder"), "")));
  }

  public Backlog backlog() {
    return backlog.get();
  }

  private static Number number(List<Map<String, Object>> rows, String column) {
    return (Number) rows.get(0).get(column);
  }
}
