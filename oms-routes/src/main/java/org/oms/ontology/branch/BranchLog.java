// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import java.util.List;
import org.oms.ontology.problem.ProblemException;

/** The commits of branches; each page is read from its first commit on, however old that is. */
public interface BranchLog {

  /**
   * The newest commits of a branch, newest first.
   *
   * @throws ProblemException {@code branch-not-found} (404), {@code terminusdb-unavailable} (503)
   */
  List<BranchCommit> newest(String branch, int count);

  /**
   * A commit and those before it, newest first.
   *
   * @throws ProblemException {@code commit-not-found} (404), {@code terminusdb-unavailable} (503)
   */
  List<BranchCommit> from(String commit, int count);
}
