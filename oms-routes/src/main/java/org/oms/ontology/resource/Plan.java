// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.oms.ontology.request.Answer;

/**
 * What one write will do to a branch, all or nothing, and what its caller will be told. Everything
 * but the commit id is known before the commit.
 *
 * @param changes at most one per resource, each one document of the commit and one event; none at
 *     all (and no cause) means that nothing is to be committed and the answer stands
 * @param cause an event of its own that causes the others (a merge); their causationid is its id
 * @param mergedCommits source branch to merged commit, kept with the branch as merge records
 */
public record Plan(
    List<ResourceChange> changes,
    Optional<EventDraft> cause,
    Map<String, String> mergedCommits,
    Answer answer) {

  /** The kinds it changes something of. */
  Set<Kind> kinds() {
    return changes.stream().map(ResourceChange::kind).collect(Collectors.toSet());
  }

  Stream<ResourceChange> changesOf(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind);
  }

  /** Whether there is nothing to commit. */
  public boolean isEmpty() {
    return changes.isEmpty() && cause.isEmpty();
  }
}
