// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import java.util.SortedMap;

/** The branches there are, {@code main} included. */
public interface BranchRecords {

  /** All records by name, as fresh as {@code BranchStates.head}. */
  SortedMap<String, BranchRecord> all();

  /** Whether they may be old because TerminusDB can't be asked just now. */
  boolean stale();
}
