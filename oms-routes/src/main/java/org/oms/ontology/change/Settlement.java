// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.oms.ontology.terminusdb.TerminusDb;

/**
 * Finds out what became of commits whose outcome is unknown (docs/adr/0005). The guards are raised
 * first; from then on no such commit can happen any more, so "not found" is final.
 */
final class Settlement {

  private static final Logger LOG = Logger.getLogger(Settlement.class);
  private static final int FENCE_ATTEMPTS_MAX = 5;

  private final Statements statements;
  private final TerminusDb terminusDb;
  private final CommitSteps steps;
  private final CommitLease lease;

  Settlement(Statements statements, TerminusDb terminusDb, CommitSteps steps, CommitLease lease) {
    this.statements = statements;
    this.terminusDb = terminusDb;
    this.steps = steps;
    this.lease = lease;
  }

  private record Place(String database, String branch) {}

  /**
   * Settles every open intent; the lease has just been taken.
   *
   * @return whether one of them was about a branch, which may have left an orphan
   */
  boolean run() {
    List<Map<String, Object>> open = statements.run("findOpenIntents", lease.parameters());
    Set<Place> places = new LinkedHashSet<>();
    open.forEach(intent -> places.add(new Place(text(intent, "database"), text(intent, "branch"))));
    for (Place place : places) {
      String message = "fence=" + lease.token();
      terminusDb.fence(place.database(), place.branch(), message, FENCE_ATTEMPTS_MAX);
    }
    for (Map<String, Object> intent : open) {
      settle(text(intent, "database"), text(intent, "message"));
    }
    return places.stream().anyMatch(place -> place.database().equals(TerminusDb.WORKFLOW));
  }

  private void settle(String database, String message) {
    Optional<String> commit = terminusDb.findCommitByMessage(database, message);
    if (commit.isPresent()) {
      steps.confirm(message, commit.get(), "{}");
      LOG.infof("%s was committed as %s: confirmed", message, commit.get());
    } else {
      steps.abandon(message);
      LOG.infof("%s was never committed: abandoned", message);
    }
  }

  private static String text(Map<String, Object> row, String column) {
    return String.valueOf(row.get(column));
  }
}
