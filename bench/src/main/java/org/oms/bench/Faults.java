// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;

/** What must not happen to the events of a run. */
record Faults(long lost, long doubled, long outOfOrder) {

  /** Compares what was sent with what the audit log and the stream hold of the run. */
  static Faults of(Target target, String run, long sent, StreamOrder order) throws Exception {
    try (Connection connection = target.connect();
        PreparedStatement rows = connection.prepareStatement(Sql.read("count-stored"));
        PreparedStatement distinct =
            connection.prepareStatement(Sql.read("count-stored-distinct"))) {
      rows.setString(1, run);
      distinct.setString(1, run);
      long stored = (long) Sql.number(distinct);
      long copies = (long) Sql.number(rows) - stored;
      return new Faults(sent - stored, copies, order.faults(run));
    }
  }

  boolean none() {
    return lost == 0 && doubled == 0 && outOfOrder == 0;
  }

  @Override
  public String toString() {
    return lost + " lost, " + doubled + " doubled, " + outOfOrder + " out of order";
  }
}
