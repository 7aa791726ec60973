// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.oms.ontology.branch.BranchCommit;
import org.oms.ontology.branch.BranchLog;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;

/** The commit log of the ontology database, asked each time: it is long and seldom read. */
@ApplicationScoped
public class TerminusDbLog implements BranchLog {

  private final TerminusDb terminusDb;

  @Inject
  public TerminusDbLog(TerminusDb terminusDb) {
    this.terminusDb = terminusDb;
  }

  @Override
  public List<BranchCommit> newest(String branch, int count) {
    return answered(() -> terminusDb.logOfBranch(branch, count), Problem.branchNotFound(branch));
  }

  @Override
  public List<BranchCommit> from(String commit, int count) {
    return answered(() -> terminusDb.logFrom(commit, count), Problem.commitNotFound(commit));
  }

  private static List<BranchCommit> answered(
      Supplier<List<BranchCommit>> read, Problem whenMissing) {
    try {
      return read.get();
    } catch (TerminusDbException.NotFound e) {
      throw new ProblemException(whenMissing);
    } catch (TerminusDbException e) {
      throw new ProblemException(
          Problem.terminusDbUnavailable("TerminusDB does not answer. Try again later."));
    }
  }
}
