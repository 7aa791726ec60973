// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import org.oms.ontology.problem.ProblemException;

/** Where the states of branches come from: memory, or TerminusDB when it has moved on. */
public interface BranchStates {

  /**
   * The newest state of a branch, at most two seconds behind another replica's commits.
   *
   * @throws ProblemException {@code branch-not-found} (404) when there is no such branch, {@code
   *     terminusdb-unavailable} (503) when it was never read and can't be read now
   */
  BranchState head(String branch);

  /**
   * The state of a branch as it was at a commit.
   *
   * @throws ProblemException {@code branch-not-found} or {@code commit-not-found} (404), {@code
   *     terminusdb-unavailable} (503)
   */
  BranchState at(String branch, String commit);

  /** Whether the head of a branch may be old because TerminusDB can't be asked just now. */
  boolean stale(String branch);
}
