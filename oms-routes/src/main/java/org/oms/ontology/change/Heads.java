// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.util.SortedMap;
import org.oms.ontology.branch.BranchRecord;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.BranchStates;

/** Branch states for the committer, which must not build on an old one. */
public interface Heads extends BranchStates {

  /**
   * The state TerminusDB has now.
   *
   * @throws org.oms.ontology.terminusdb.TerminusDbException when it can't be read
   */
  BranchState fresh(String branch);

  /** A commit of this instance made this state. */
  void committed(BranchState state);

  /**
   * This instance has made or deleted a branch.
   *
   * @param now all records after it
   * @param changed the branch's name; whatever was known of one of that name is no longer true
   */
  void branchesChanged(SortedMap<String, BranchRecord> now, String changed);
}
