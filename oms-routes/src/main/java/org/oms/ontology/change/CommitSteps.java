// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.oms.ontology.terminusdb.TerminusDb;

/** The three steps of a commit, called by the route {@code commitGroup} in this order. */
public final class CommitSteps {

  /** The lease went to another instance: nothing was intended. */
  static final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Statements statements;
  private final TerminusDb terminusDb;
  private final CommitLease lease;
  private final Events events;
  private final Runnable confirmed;
  private final int keyDays;
  private boolean wanted;

  CommitSteps(
      Statements statements,
      TerminusDb terminusDb,
      CommitLease lease,
      Events events,
      Runnable confirmed,
      int keyDays) {
    this.statements = statements;
    this.terminusDb = terminusDb;
    this.lease = lease;
    this.events = events;
    this.confirmed = confirmed;
    this.keyDays = keyDays;
  }

  /** Stores the events without their outcome, if the lease is still ours. */
  public CommitGroup intend(CommitGroup group) {
    Map<String, Object> parameters = lease.parameters();
    parameters.put("message", group.message());
    parameters.put("database", group.database());
    parameters.put("branch", group.branch());
    parameters.put("rows", group.rows());
    parameters.put("keys", group.keys());
    parameters.put("keyDays", keyDays);
    List<Map<String, Object>> rows = statements.run("intendCommit", parameters);
    if (rows.isEmpty()) {
      throw new LeaseLostException();
    }
    wanted = Boolean.TRUE.equals(rows.get(0).get("wanted"));
    group.intend();
    return group;
  }

  /** Throws when the lease is another instance's by now, and so our state maybe an old one. */
  void verifyLease() {
    if (statements.run("verifyCommitLease", lease.parameters()).isEmpty()) {
      throw new LeaseLostException();
    }
  }

  /** Writes the documents behind the fence. */
  public CommitGroup commit(CommitGroup group) {
    group.committed(terminusDb.commit(group.request()));
    return group;
  }

  /** Makes the events publishable. */
  public CommitGroup confirm(CommitGroup group) {
    String durations =
        group.timed().stream()
            .map(timed -> "\"" + timed.event() + "\":" + events.durationMs(timed.context()))
            .collect(Collectors.joining(",", "{", "}"));
    confirm(group.message(), group.commit().orElseThrow(), durations);
    return group;
  }

  void confirm(String message, String commit, String durations) {
    Map<String, Object> parameters = lease.parameters();
    parameters.put("message", message);
    parameters.put("commit", commit);
    parameters.put("durations", durations);
    statements.run("confirmCommit", parameters);
    confirmed.run();
  }

  /** Events were stored past these steps. */
  void eventsReady() {
    confirmed.run();
  }

  /** Nothing was committed: the events are never published. */
  void abandon(String message) {
    Map<String, Object> parameters = lease.parameters();
    parameters.put("message", message);
    statements.run("abandonCommit", parameters);
  }

  /** Whether another instance asked for the lease since it was taken. */
  boolean wanted() {
    return wanted;
  }
}
