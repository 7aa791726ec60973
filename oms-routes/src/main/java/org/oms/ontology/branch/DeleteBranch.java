// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.BranchStates;
import org.oms.ontology.resource.EventDraft;
import org.oms.ontology.security.Access;

/** A branch that goes; its commits and its events stay. */
public record DeleteBranch(RequestContext context, String name) implements BranchWrite {

  private static final String MAIN = "main";

  @Override
  public BranchPlan plan(SortedMap<String, BranchRecord> branches, BranchStates states) {
    BranchRecord record =
        Optional.ofNullable(branches.get(name))
            .orElseThrow(() -> new ProblemException(Problem.branchNotFound(name)));
    if (MAIN.equals(name)) {
      throw new ProblemException(
          Problem.of("branch-is-main", "The branch stays", 409, "main can't be deleted."));
    }
    Access.requireOwner(context.actor(), record.createdBy());
    EventDraft event =
        new EventDraft(
            "branch.delete",
            "branch",
            name,
            name,
            List.of(),
            record.json(),
            NullNode.getInstance(),
            Map.of());
    Answer answer = new Answer(204, Map.of(), NullNode.getInstance());
    return new BranchPlan(Optional.empty(), Optional.of(record), event, answer);
  }
}
