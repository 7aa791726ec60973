// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.terminusdb.TerminusDb;

/** Counts the commits of each branch and has its layers merged when there are many. */
@ApplicationScoped
public class Layers {

  private final TerminusDb terminusDb;
  private final int commitsMax;
  private final Map<Branch, Integer> commits = new ConcurrentHashMap<>();

  private record Branch(String database, String name) {}

  @Inject
  public Layers(TerminusDb terminusDb, OmsConfig config) {
    this.terminusDb = terminusDb;
    this.commitsMax = config.terminusdb().optimizeEveryCommits();
  }

  /** The first commit after a start counts in full: what came before is not known. */
  void committed(String database, String branch) {
    Branch key = new Branch(database, branch);
    commits.compute(key, (b, count) -> count == null ? commitsMax : count + 1);
  }

  /** Merges where it is due; commits go on meanwhile. */
  public void optimize() {
    List<Branch> due =
        commits.entrySet().stream()
            .filter(branch -> branch.getValue() >= commitsMax)
            .map(Map.Entry::getKey)
            .toList();
    for (Branch branch : due) {
      commits.put(branch, 0);
      terminusDb.optimize(branch.database(), branch.name());
    }
  }
}
