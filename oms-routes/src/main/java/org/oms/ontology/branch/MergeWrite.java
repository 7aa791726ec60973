// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Draft;
import org.oms.ontology.resource.EventDraft;
import org.oms.ontology.resource.Integrity;
import org.oms.ontology.resource.Plan;
import org.oms.ontology.resource.ResourceChange;
import org.oms.ontology.resource.ResourceDiff;
import org.oms.ontology.resource.ResourceForms;
import org.oms.ontology.resource.RidSequence;
import org.oms.ontology.resource.Stamp;
import org.oms.ontology.resource.WriteRequest;

/**
 * A source's changes brought into a target. The source is taken as it was when the request came;
 * the target as it is when the merge commits.
 *
 * @param lenient whether conflicts are part of the answer instead of ending the request (a dry run)
 */
public record MergeWrite(
    RequestContext context,
    BranchState source,
    String branch,
    Optional<String> message,
    List<Resolution> resolutions,
    MergeBase bases,
    RidSequence rids,
    ResourceForms forms,
    boolean lenient)
    implements WriteRequest {

  @Override
  public Plan plan(BranchState target) {
    BranchState base = bases.of(source, target);
    ThreeWayMerge merge = new ThreeWayMerge(base, source, target, resolutions);
    Draft draft = merge.merged();
    List<MergeConflict> conflicts = merge.conflicts();
    if (!conflicts.isEmpty() && !lenient) {
      throw new ProblemException(conflict(conflicts));
    }
    List<Violation> violations = Integrity.violations(draft);
    if (!violations.isEmpty() && conflicts.isEmpty()) {
      throw new ProblemException(Problem.integrityViolated(violations));
    }
    List<ResourceChange> changes = new Stamp(context, forms).changes(draft);
    Answer answer = new Answer(200, Map.of(), result(base, changes, conflicts));
    if (changes.isEmpty() && !merge.settled()) {
      return new Plan(List.of(), Optional.empty(), Map.of(), answer);
    }
    return new Plan(
        changes,
        Optional.of(event(base, changes)),
        Map.of(source.branch(), source.commit()),
        answer);
  }

  private EventDraft event(BranchState base, List<ResourceChange> changes) {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("source", source.branch());
    metadata.put("sourceCommit", source.commit());
    metadata.put("baseCommit", base.commit());
    metadata.put("resourcesChanged", Integer.toString(changes.size()));
    message.ifPresent(why -> metadata.put("message", why));
    return new EventDraft(
        "branch.merge",
        "branch",
        branch,
        branch,
        List.of(),
        NullNode.getInstance(),
        NullNode.getInstance(),
        metadata);
  }

  private ObjectNode result(
      BranchState base, List<ResourceChange> changes, List<MergeConflict> conflicts) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("source", source.branch());
    result.put("target", branch);
    result.put("sourceCommit", source.commit());
    result.put("baseCommit", base.commit());
    ArrayNode diffs = result.putArray("changes");
    changes.forEach(change -> diffs.add(ResourceDiff.of(change)));
    result.set("conflicts", json(conflicts));
    return result;
  }

  private static Problem conflict(List<MergeConflict> conflicts) {
    return Problem.of(
            "merge-conflict",
            "The branches are in conflict",
            409,
            "Resolve " + conflicts.size() + " conflict(s) and merge again.")
        .with(Map.of("conflicts", json(conflicts)));
  }

  private static ArrayNode json(List<MergeConflict> conflicts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    conflicts.forEach(conflict -> array.add(conflict.json()));
    return array;
  }
}
