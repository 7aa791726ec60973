// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.oms.ontology.resource.BranchState;

/**
 * The whole states that go to Redis: of each branch the newest, at most once in a while, since a
 * large one takes a tenth of a second. Steps lead from it to the head.
 */
@ApplicationScoped
@Unremovable
public class Snapshots {

  private final SharedStates shared;
  private final Map<String, BranchState> due = new ConcurrentHashMap<>();

  @Inject
  public Snapshots(SharedStates shared) {
    this.shared = shared;
  }

  /** This state was read from TerminusDB or committed: it goes the next time. */
  void due(BranchState state) {
    due.put(state.branch(), state);
  }

  /** Sends what is due; what can't be sent stays due. */
  public void share() {
    due.forEach(
        (branch, state) -> {
          if (shared.share(state)) {
            due.remove(branch, state);
          }
        });
  }
}
