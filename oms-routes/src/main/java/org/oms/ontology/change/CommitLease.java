// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The right to commit, a row in PostgreSQL. It is extended with each intent and free again a moment
 * after each confirmation, so an idle instance keeps it from nobody.
 */
final class CommitLease {

  private final Statements statements;
  private final String holder;
  private final Duration length;
  private final Duration grace;
  private long token;

  CommitLease(Statements statements, String holder, Duration length, Duration grace) {
    this.statements = statements;
    this.holder = holder;
    this.length = length;
    this.grace = grace;
  }

  /** Whether this instance had it when it last looked; only a statement under it proves it. */
  boolean believedHeld() {
    return token > 0;
  }

  long token() {
    return token;
  }

  /** Takes the lease with a new token, if it is free or already ours. */
  boolean take() {
    token = 0;
    List<Map<String, Object>> rows = statements.run("takeCommitLease", parameters());
    Map<String, Object> row = rows.get(0);
    if (holder.equals(row.get("holder"))) {
      token = ((Number) row.get("token")).longValue();
    }
    return believedHeld();
  }

  void lost() {
    token = 0;
  }

  /** Lets another instance that asked for it have its turn. */
  void giveUp() {
    statements.run("releaseCommitLease", parameters());
    lost();
  }

  /** The parameters of every statement under the lease. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("holder", holder);
    parameters.put("token", token);
    parameters.put("seconds", length.toSeconds());
    parameters.put("graceMillis", grace.toMillis());
    return parameters;
  }
}
