// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.oms.ontology.branch.BranchWrite;
import org.oms.ontology.lock.LockWrite;
import org.oms.ontology.request.WriteOutcome;
import org.oms.ontology.resource.WriteRequest;
import org.oms.ontology.terminusdb.TerminusDb;

/** Where writes come in: each blocks until its outcome is known, or known to be unknown. */
public final class ChangePipeline {

  /** The limits of the pipeline, from {@code oms.change.*}. */
  public record Settings(
      String holder,
      Duration leaseLength,
      Duration leaseGrace,
      Duration leaseHoldMax,
      Duration leaseWaitMax,
      GroupCommit.Limits group,
      int groupEventsMax,
      int keyDays) {}

  private final Statements statements;
  private final Events events;
  private final Runnable confirmed;
  private final CommitSteps steps;
  private final Committer committer;
  private final GroupCommit<PendingWrite, WriteOutcome> groups;
  private final Set<String> keysInFlight = ConcurrentHashMap.newKeySet();

  /**
   * @param commitGroup carries a group through its three steps
   * @param confirmed told when there is something to publish
   * @param meters told of each commit
   */
  public ChangePipeline(
      Statements statements,
      TerminusDb terminusDb,
      Heads states,
      Events events,
      Consumer<CommitGroup> commitGroup,
      Runnable confirmed,
      CommitMeters meters,
      Settings settings) {
    this.statements = statements;
    this.events = events;
    this.confirmed = confirmed;
    CommitLease lease =
        new CommitLease(
            statements, settings.holder(), settings.leaseLength(), settings.leaseGrace());
    this.steps =
        new CommitSteps(statements, terminusDb, lease, events, confirmed, settings.keyDays());
    Committer.Limits limits =
        new Committer.Limits(
            settings.groupEventsMax(),
            settings.leaseWaitMax(),
            settings.leaseHoldMax(),
            settings.keyDays());
    this.committer =
        new Committer(
            statements, terminusDb, states, events, lease, steps, commitGroup, meters, limits);
    this.groups = new GroupCommit<>(committer, settings.group());
  }

  /** Commits a change of resources. */
  public WriteOutcome commitChange(WriteRequest request) {
    return submitOnce(new PendingWrite.OfResources(request));
  }

  /** Creates or deletes a branch. */
  public WriteOutcome commitBranchRecord(BranchWrite request) {
    return submitOnce(new PendingWrite.OfBranch(request));
  }

  /** Acquires or ends a lock. */
  public WriteOutcome commitLock(LockWrite request) {
    return submitOnce(new PendingWrite.OfLock(request));
  }

  /** Stores the event of a refused attempt; it is durable when this returns. */
  public void recordRefusal(Refusal refusal) {
    Map<String, Object> parameters = events.refused(refusal).parameters();
    parameters.put("success", false);
    statements.run("storeEvent", parameters);
    confirmed.run();
  }

  /** Takes the lease and settles what is open, here or of an instance that died. */
  public void settle() {
    committer.distrust();
    submit(new PendingWrite.OfNothing());
  }

  /** Whether a commit of this instance has an outcome nobody knows yet. */
  public boolean outcomeOpen() {
    return committer.outcomeOpen();
  }

  /** How many writes wait for a commit. */
  public int waiting() {
    return groups.waiting();
  }

  CommitSteps steps() {
    return steps;
  }

  private WriteOutcome submitOnce(PendingWrite write) {
    String key =
        write
            .context()
            .flatMap(
                context -> context.idempotencyKey().map(k -> context.actor().id() + " " + k.key()))
            .orElse("");
    if (key.isEmpty()) {
      return submit(write);
    }
    if (!keysInFlight.add(key)) {
      throw ChangeProblems.keyInProgress();
    }
    try {
      return submit(write);
    } finally {
      keysInFlight.remove(key);
    }
  }

  private WriteOutcome submit(PendingWrite write) {
    try {
      return groups.submit(write.lane(), write);
    } catch (GroupCommit.QueueFullException | GroupCommit.WaitedTooLongException e) {
      throw ChangeProblems.tooManyWrites();
    }
  }
}
