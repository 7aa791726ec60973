// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.oms.routetests.verify.TerminusDbReader.Commit;
import org.oms.routetests.verify.Trail.StoredEvent;

/** Compares the commits of TerminusDB with the audit log, both ways. */
final class CommitChecks {

  private static final String ONTOLOGY = "ontology";
  private static final String WORKFLOW = "workflow";

  /**
   * Commits whose documents are compared one by one, the newest of each branch: a comparison takes
   * TerminusDB 20 to 800 ms. For the older ones the number of events is not checked, only that each
   * event's commit exists.
   */
  private static final int COMPARED_COMMITS_MAX = 20_000;

  /** Document class to the beginning of the aggregate; the document's own id completes it. */
  private static final Map<String, String> AGGREGATES =
      Map.of(
          "ObjectType", "object_type/ri.oms.object-type.",
          "LinkType", "link_type/ri.oms.link-type.",
          "Interface", "interface/ri.oms.interface.",
          "BranchRecord", "branch/");

  /** Documents that only serve the commits themselves. */
  private static final Set<String> BOOKKEEPING = Set.of("Guard", "MergeRecord");

  /** The record of {@code main} is part of the installation, nobody's action. */
  private static final String INSTALLED = "branch/main";

  private final TerminusDbReader terminusDb;
  private final Trail trail;
  private final Check oneEventEach =
      new Check("a commit has one event for each resource it changed");
  private final Check messageNamesEvent = new Check("a commit's message names its event");
  private final Check commitExists = new Check("a successful event's commit is in TerminusDB");
  private final Check failuresHaveNone = new Check("a failed event has no commit");
  private int compared;

  CommitChecks(TerminusDbReader terminusDb, Trail trail) {
    this.terminusDb = terminusDb;
    this.trail = trail;
  }

  List<Check> run() {
    Set<String> known = new HashSet<>();
    known.addAll(compare(ONTOLOGY));
    known.addAll(compare(WORKFLOW));
    checkEvents(known);
    return List.of(oneEventEach, messageNamesEvent, commitExists, failuresHaveNone);
  }

  private Set<String> compare(String database) {
    Map<String, Commit> commits = new LinkedHashMap<>();
    for (String branch : terminusDb.branches(database)) {
      terminusDb.log(database, branch).forEach(commit -> commits.putIfAbsent(commit.id(), commit));
    }
    commits.values().forEach(commit -> compare(database, commit));
    return commits.keySet();
  }

  private void compare(String database, Commit commit) {
    List<StoredEvent> events =
        trail.ofCommit(commit.id()).stream().filter(StoredEvent::success).toList();
    checkMessage(commit, events);
    if (commit.parent().isEmpty() || compared++ >= COMPARED_COMMITS_MAX) {
      return;
    }
    // A merge has an event of its own, about the branch, beside those of the resources it changed.
    boolean aboutBranches = database.equals(WORKFLOW);
    List<String> told =
        events.stream()
            .filter(event -> event.isAboutBranch() == aboutBranches)
            .map(StoredEvent::owner)
            .sorted()
            .toList();
    Set<String> changed = changedAggregates(database, commit);
    oneEventEach.expect(
        areTold(changed, told, trail.deleted().ofCommit(commit.id())),
        database + " " + commit.id() + " changed " + changed + ", events say " + told);
  }

  /** One event for each change, but for as many as retention deleted. */
  private static boolean areTold(Set<String> changed, List<String> told, int deleted) {
    if (deleted == 0) {
      return told.equals(List.copyOf(changed));
    }
    return changed.containsAll(told)
        && Set.copyOf(told).size() == told.size()
        && changed.size() - told.size() <= deleted;
  }

  private void checkMessage(Commit commit, List<StoredEvent> events) {
    if (commit.message().startsWith("event=")) {
      String named = commit.message().substring("event=".length());
      messageNamesEvent.expect(
          events.stream().anyMatch(event -> event.id().equals(named)) || trail.deleted().has(named),
          commit.id() + " " + commit.message() + " is not stored with this commit");
    }
  }

  private Set<String> changedAggregates(String database, Commit commit) {
    Set<String> aggregates = new TreeSet<>();
    for (String document :
        terminusDb.changedDocuments(database, commit.parent().orElseThrow(), commit.id())) {
      aggregateOf(document).ifPresent(aggregates::add);
    }
    return aggregates;
  }

  private static Optional<String> aggregateOf(String document) {
    int slash = document.indexOf('/');
    String documentClass = document.substring(0, slash);
    if (BOOKKEEPING.contains(documentClass)) {
      return Optional.empty();
    }
    String beginning = AGGREGATES.getOrDefault(documentClass, documentClass + "/");
    String aggregate = beginning + document.substring(slash + 1);
    return aggregate.equals(INSTALLED) ? Optional.empty() : Optional.of(aggregate);
  }

  private void checkEvents(Set<String> known) {
    Map<String, Boolean> deletedBranches = new HashMap<>();
    for (StoredEvent event : trail.events()) {
      if (!event.success()) {
        failuresHaveNone.expect(event.commit() == null, event.id() + " names " + event.commit());
      } else if (event.commit() != null) {
        boolean exists =
            known.contains(event.commit())
                || deletedBranches.computeIfAbsent(event.commit(), this::isLeftOver);
        commitExists.expect(exists, event.id() + " names " + event.commit());
      }
    }
  }

  /** A deleted branch leaves its commits in the graph. */
  private boolean isLeftOver(String commit) {
    return terminusDb.hasCommit(ONTOLOGY, commit) || terminusDb.hasCommit(WORKFLOW, commit);
  }
}
