// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.util.List;
import java.util.Objects;
import org.oms.routetests.verify.Sql.Row;
import org.oms.routetests.verify.Trail.StoredEvent;

/** Compares what OMS keeps in PostgreSQL with the audit log. */
final class OutboxChecks {

  private final Sql oms;
  private final Trail trail;
  private final Check settled = new Check("no event is left intended, ready or quarantined");
  private final Check receipted = new Check("no event is published without a receipt");
  private final Check rowsMatch = new Check("an outbox row says what the stored event says");
  private final Check lastStored = new Check("the last number of each aggregate is stored");
  private final Check versionsMatch =
      new Check("a resource version has its event, and the reverse");
  private final Check keysAnswered = new Check("an idempotency key has its answer");
  private long versioned;

  OutboxChecks(Sql oms, Trail trail) {
    this.oms = oms;
    this.trail = trail;
  }

  List<Check> run() {
    oms.each("select-outbox", this::checkOutboxRow);
    oms.each("select-aggregate-sequences", this::checkLastSequence);
    oms.each("select-resource-versions", this::checkVersion);
    checkVersioned();
    oms.each("select-open-keys", row -> keysAnswered.broken(row.text("name")));
    return List.of(settled, receipted, rowsMatch, lastStored, versionsMatch, keysAnswered);
  }

  private void checkOutboxRow(Row row) {
    String id = row.text("id");
    StoredEvent event = trail.find(id);
    if (row.flag("abandoned")) {
      rowsMatch.expect(event == null, id + " is abandoned but stored");
      return;
    }
    settled.expect(!row.flag("intended") && !row.flag("ready") && !row.flag("quarantined"), id);
    receipted.expect(!row.flag("published"), id);
    if (event != null) {
      boolean same =
          event.subject().equals(row.text("aggregate"))
              && event.sequence() == row.number("sequence")
              && Objects.equals(event.commit(), row.text("commit_id"));
      rowsMatch.expect(same, id);
    }
  }

  private void checkLastSequence(Row row) {
    String aggregate = row.text("aggregate");
    long stored = trail.lastSequence(aggregate);
    lastStored.expect(
        stored == row.number("last"),
        aggregate + " was given " + row.number("last") + ", stored up to " + stored);
  }

  private void checkVersion(Row row) {
    String id = row.text("id");
    if (trail.deleted().has(id)) {
      return;
    }
    StoredEvent event = trail.find(id);
    boolean same =
        event != null
            && event.owner().equals(row.text("aggregate"))
            && Objects.equals(event.branch(), row.text("branch"))
            && Objects.equals(event.commit(), row.text("commit_id"));
    versionsMatch.expect(same, "version of event " + id);
    versioned++;
  }

  /**
   * The versions' events are distinct (a primary key), so equal numbers mean the same events; those
   * that retention deleted are not counted on either side.
   */
  private void checkVersioned() {
    long changes = 0;
    for (StoredEvent event : trail.events()) {
      if (event.commit() != null && event.success() && !event.isAboutBranch()) {
        changes++;
      }
    }
    versionsMatch.expect(
        changes == versioned, changes + " events changed a resource, versions: " + versioned);
  }
}
