// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.RequestContext;

/**
 * A write that waits for its commit. The change pipeline plans it against the state its group
 * builds on, maybe more than once, so {@link #plan} has no side effect and depends on the state
 * alone.
 */
public interface WriteRequest {

  /** The branch to commit on. */
  String branch();

  RequestContext context();

  /**
   * What this write does to that state.
   *
   * @throws ProblemException when the state forbids it: integrity, precondition, not found …
   */
  Plan plan(BranchState state);
}
