// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.BranchStates;
import org.oms.ontology.resource.EventDraft;

/**
 * A branch to be created or deleted, the body of {@code direct:commitBranchRecord}. It is planned
 * while the commit lease is held, maybe more than once, and depends on its arguments alone.
 */
public interface BranchWrite {

  RequestContext context();

  /**
   * What this write does to the branch records.
   *
   * @throws ProblemException when they forbid it
   */
  BranchPlan plan(SortedMap<String, BranchRecord> branches, BranchStates states);

  /**
   * One record more or one less, and what is said of it.
   *
   * @param created the record to add, with its TerminusDB branch
   * @param deleted the record to remove, with its TerminusDB branch
   */
  record BranchPlan(
      Optional<BranchRecord> created,
      Optional<BranchRecord> deleted,
      EventDraft event,
      Answer answer) {

    /** The name of the branch it is about. */
    public String branch() {
      return created.or(() -> deleted).orElseThrow().name();
    }

    /** The records after it. */
    public SortedMap<String, BranchRecord> applied(SortedMap<String, BranchRecord> branches) {
      SortedMap<String, BranchRecord> after = new TreeMap<>(branches);
      deleted.ifPresent(record -> after.remove(record.name()));
      created.ifPresent(record -> after.put(record.name(), record));
      return after;
    }
  }
}
