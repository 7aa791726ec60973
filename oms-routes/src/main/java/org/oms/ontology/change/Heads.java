// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

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

  /** The branches there are have changed. */
  void branchesChanged();
}
