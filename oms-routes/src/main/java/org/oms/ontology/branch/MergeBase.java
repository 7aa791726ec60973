// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.BranchStates;

/**
 * The common ancestor of two branches: the newest merge between them, in whichever direction, or
 * the state the one was made from.
 */
public record MergeBase(SortedMap<String, BranchRecord> branches, BranchStates states) {

  public BranchState of(BranchState source, BranchState target) {
    BranchState point = branchPoint(source, target);
    Optional<BranchState> intoTarget = merged(source.branch(), target, point);
    Optional<BranchState> intoSource = merged(target.branch(), source, point);
    if (intoTarget.isPresent() && intoSource.isPresent()) {
      // The later of two merges had already seen the earlier one.
      String seen = intoTarget.get().mergedCommits().get(target.branch());
      boolean targetIsLater = intoSource.get().commit().equals(seen);
      return targetIsLater ? intoTarget.get() : intoSource.get();
    }
    return intoTarget.or(() -> intoSource).orElse(point);
  }

  /** What was last merged from a branch, unless the branch is newer than that merge. */
  private Optional<BranchState> merged(String from, BranchState into, BranchState point) {
    String commit = into.mergedCommits().get(from);
    if (commit == null || commit.equals(point.mergedCommits().get(from))) {
      return Optional.empty();
    }
    return Optional.of(states.at(from, commit));
  }

  /**
   * Where two lines of branches part: the older of the two commits on the branch both come from.
   */
  private BranchState branchPoint(BranchState source, BranchState target) {
    Map<String, String> sourceLine = line(source);
    Map<String, String> targetLine = line(target);
    for (Map.Entry<String, String> step : sourceLine.entrySet()) {
      String other = targetLine.get(step.getKey());
      if (other != null) {
        BranchState one = states.at(step.getKey(), step.getValue());
        BranchState two = states.at(step.getKey(), other);
        return one.guardRevision() <= two.guardRevision() ? one : two;
      }
    }
    throw new ProblemException(
        Problem.of(
            "branches-unrelated", "Nothing in common", 422, "The branches have no common start."));
  }

  /** The branches a branch comes from, itself first, each with the commit it was left at. */
  private Map<String, String> line(BranchState start) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put(start.branch(), start.commit());
    Optional<BranchRecord> record = Optional.ofNullable(branches.get(start.branch()));
    while (record.flatMap(BranchRecord::from).isPresent()) {
      String from = record.get().from().orElseThrow();
      if (line.containsKey(from)) {
        break;
      }
      line.put(from, record.get().fromCommit().orElseThrow());
      record = Optional.ofNullable(branches.get(from));
    }
    return line;
  }
}
