// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.storage;

import java.sql.SQLException;
import java.util.Set;

/** What a failed statement says about itself, by the class of its SQLSTATE. */
public enum PostgresFailure {
  /** The values are refused and will be refused again. */
  DATA,
  /** The database can't be reached or can't work now: the same statement may succeed later. */
  UNAVAILABLE,
  /** Everything else, failures that are not the database's included. */
  OTHER;

  // 22 data exception, 23 integrity constraint, 54 program limit exceeded
  private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");
  // 08 connection, 25 read only, 40 rollback, 53 resources, 55 not in state, 57 intervention, 58
  // system
  private static final Set<String> UNAVAILABLE_CLASSES =
      Set.of("08", "25", "40", "53", "55", "57", "58");

  /** The failure behind an exception, found along its causes. */
  public static PostgresFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return ofState(sql.getSQLState());
      }
    }
    return OTHER;
  }

  private static PostgresFailure ofState(String state) {
    if (state == null || state.length() < 2) {
      // The pool's own failures, such as waiting too long for a connection, have no state.
      return UNAVAILABLE;
    }
    String stateClass = state.substring(0, 2);
    if (DATA_CLASSES.contains(stateClass)) {
      return DATA;
    }
    return UNAVAILABLE_CLASSES.contains(stateClass) ? UNAVAILABLE : OTHER;
  }
}
