// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;

/**
 * Everything on a branch at one commit. Immutable, so readers share it without a lock; a commit
 * makes the next state.
 *
 * @param branch the ontology branch
 * @param commit the TerminusDB commit this state was read at or written by
 * @param guardRevision the revision of the branch's guard document at that commit
 * @param mergedCommits source branch to the newest of its commits merged into this branch
 */
public record BranchState(
    String branch,
    String commit,
    long guardRevision,
    Map<Kind, TreeMap<String, Resource>> resources,
    Map<String, String> mergedCommits) {

  public Optional<Resource> find(Kind kind, String apiName) {
    return Optional.ofNullable(byName(kind).get(apiName));
  }

  /** The same; {@code resource-not-found} (404) when there is none. */
  public Resource require(Kind kind, String apiName) {
    return find(kind, apiName).orElseThrow(() -> notFound(kind, apiName, branch));
  }

  static ProblemException notFound(Kind kind, String apiName, String branch) {
    return new ProblemException(
        Problem.resourceNotFound(kind.label(), apiName, "on branch " + branch));
  }

  /** All resources of a kind, by apiName. */
  public Collection<Resource> all(Kind kind) {
    return byName(kind).values();
  }

  /** The resources of a kind, sorted by apiName; not to be modified. */
  public TreeMap<String, Resource> byName(Kind kind) {
    return resources.getOrDefault(kind, new TreeMap<>());
  }

  /** How many resources there are. */
  public int size() {
    return resources.values().stream().mapToInt(Map::size).sum();
  }

  /** The state after a plan's changes, still at this state's commit and guard revision. */
  public BranchState with(Plan plan) {
    Map<Kind, TreeMap<String, Resource>> next = new EnumMap<>(Kind.class);
    next.putAll(resources);
    for (Kind kind : plan.kinds()) {
      TreeMap<String, Resource> named = new TreeMap<>(byName(kind));
      // All old names first: two resources of one plan may have swapped theirs.
      plan.changesOf(kind)
          .forEach(change -> change.before().ifPresent(old -> named.remove(old.apiName())));
      plan.changesOf(kind)
          .forEach(change -> change.after().ifPresent(now -> named.put(now.apiName(), now)));
      next.put(kind, named);
    }
    Map<String, String> merged = new HashMap<>(mergedCommits);
    merged.putAll(plan.mergedCommits());
    return new BranchState(branch, commit, guardRevision, next, merged);
  }

  /** The same resources, now held by a commit. */
  public BranchState at(String newCommit, long newGuardRevision) {
    return new BranchState(branch, newCommit, newGuardRevision, resources, mergedCommits);
  }
}
