// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.problem;

/** Carries a problem to the error policy that answers with it. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code() + ": " + problem.detail());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
