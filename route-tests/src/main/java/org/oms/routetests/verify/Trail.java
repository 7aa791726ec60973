// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the audit log holds, reduced to what the checks compare: about 300 bytes an event, so
 * 200,000 events need 60 MB.
 */
final class Trail {

  private final Map<String, StoredEvent> byId = new HashMap<>();
  private final Map<String, List<StoredEvent>> byCommit = new HashMap<>();
  private final Map<String, BitSet> sequences = new HashMap<>();
  private final Deleted deleted;

  private Trail(Deleted deleted) {
    this.deleted = deleted;
  }

  /**
   * @param owner the aggregate whose document the event changed; its subject unless it is a
   *     property
   * @param commit null when nothing was committed
   */
  record StoredEvent(
      String id,
      String owner,
      String subject,
      long sequence,
      String resourceType,
      String branch,
      String commit,
      boolean success) {

    /** Branches are records of the workflow database; the others are documents of the ontology. */
    boolean isAboutBranch() {
      return resourceType.equals("branch");
    }
  }

  static Trail read(Sql audit, Check storedOnce, Check gapless, Check faithful) {
    Trail trail = new Trail(Deleted.read(audit));
    audit.each(
        "select-stored-events",
        row -> {
          StoredEvent event =
              new StoredEvent(
                  row.text("id"),
                  row.text("owner"),
                  row.text("subject"),
                  row.number("aggregate_sequence"),
                  row.text("resource_type").intern(),
                  row.text("branch"),
                  row.text("commit_id"),
                  row.flag("success"));
          faithful.expect(row.flag("faithful"), event.id());
          storedOnce.expect(trail.byId.put(event.id(), event) == null, event.id());
          trail.keep(event, gapless);
        });
    trail.findGaps(gapless);
    return trail;
  }

  private void keep(StoredEvent event, Check gapless) {
    if (event.commit() != null) {
      byCommit.computeIfAbsent(event.commit(), commit -> new ArrayList<>(1)).add(event);
    }
    BitSet taken = sequences.computeIfAbsent(event.subject(), deleted::places);
    int sequence = Math.toIntExact(event.sequence());
    gapless.expect(
        !taken.get(sequence), event.subject() + " has the number " + sequence + " twice");
    taken.set(sequence);
  }

  private void findGaps(Check gapless) {
    sequences.forEach(
        (subject, taken) -> {
          int missing = taken.nextClearBit(1);
          gapless.expect(
              missing == taken.length(), subject + " has no number " + missing + " but later ones");
        });
  }

  StoredEvent find(String id) {
    return byId.get(id);
  }

  List<StoredEvent> ofCommit(String commit) {
    return byCommit.getOrDefault(commit, List.of());
  }

  Iterable<StoredEvent> events() {
    return byId.values();
  }

  /** What retention deleted. */
  Deleted deleted() {
    return deleted;
  }

  /** The highest number of an aggregate that is or was stored; 0 when none was. */
  long lastSequence(String aggregate) {
    BitSet taken = sequences.computeIfAbsent(aggregate, deleted::places);
    return Math.max(0, taken.length() - 1L);
  }
}
