// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oms.ontology.lock.Lock;

/**
 * The locks that freeze something, for who holds the commit lease. Nobody else can acquire one
 * meanwhile, so a branch that had none is not asked about again; whether one has ended is.
 */
final class HeldLocks {

  private final Statements statements;

  /** Branches without a lock under the present lease token. */
  private final Set<String> unfrozen = new HashSet<>();

  HeldLocks(Statements statements) {
    this.statements = statements;
  }

  /** What is frozen on a branch. */
  List<Lock> on(String branch) {
    if (unfrozen.contains(branch)) {
      return List.of();
    }
    List<Lock> locks =
        statements.run("findLocks", Map.of("branch", branch)).stream().map(Lock::of).toList();
    if (locks.isEmpty()) {
      unfrozen.add(branch);
    }
    return locks;
  }

  /** A lock is about to be stored: it may be there from now on, whatever the outcome. */
  void acquiring(String branch) {
    unfrozen.remove(branch);
  }

  /** The lease was taken anew: others may have acquired locks before. */
  void forget() {
    unfrozen.clear();
  }
}
