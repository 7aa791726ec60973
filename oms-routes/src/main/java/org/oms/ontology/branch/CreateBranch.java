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

/** A new branch, that starts where another is now. */
public record CreateBranch(RequestContext context, String name, String from, String location)
    implements BranchWrite {

  @Override
  public BranchPlan plan(SortedMap<String, BranchRecord> branches, BranchStates states) {
    if (branches.containsKey(name)) {
      throw new ProblemException(
          Problem.of(
              "branch-exists", "The name is taken", 409, "There is a branch named " + name + "."));
    }
    if (!branches.containsKey(from)) {
      throw new ProblemException(Problem.branchNotFound(from));
    }
    BranchRecord created =
        new BranchRecord(
            name,
            Optional.of(from),
            Optional.of(states.head(from).commit()),
            context.actor().username(),
            context.receivedAt());
    EventDraft event =
        new EventDraft(
            "branch.create",
            "branch",
            name,
            name,
            List.of("name", "from", "fromCommit"),
            NullNode.getInstance(),
            created.json(),
            Map.of());
    Answer answer = new Answer(201, Map.of("Location", location + "/" + name), created.json());
    return new BranchPlan(Optional.of(created), Optional.empty(), event, answer);
  }
}
