// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.oms.ontology.branch.BranchRecord;
import org.oms.ontology.branch.BranchWrite;
import org.oms.ontology.branch.BranchWrite.BranchPlan;
import org.oms.ontology.lock.Lock;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.WriteOutcome;
import org.oms.ontology.terminusdb.BranchDirectory;
import org.oms.ontology.terminusdb.CommitRequest.DocumentChange;
import org.oms.ontology.terminusdb.TerminusDb;
import org.oms.ontology.terminusdb.TerminusDbException;

/**
 * Creates and deletes branches. The record in the workflow database is the truth: the TerminusDB
 * branch is made before it and removed after it, so a crash leaves an orphan at worst.
 */
final class BranchCommitter {

  private static final Logger LOG = Logger.getLogger(BranchCommitter.class);

  private final TerminusDb terminusDb;
  private final Heads states;
  private final Events events;
  private final CommitSteps steps;
  private final HeldLocks locks;
  private final Runnable distrust;

  /**
   * @param distrust called when an intent stays open that is to be settled before the next commit
   */
  BranchCommitter(
      TerminusDb terminusDb,
      Heads states,
      Events events,
      CommitSteps steps,
      HeldLocks locks,
      Runnable distrust) {
    this.terminusDb = terminusDb;
    this.states = states;
    this.events = events;
    this.steps = steps;
    this.locks = locks;
    this.distrust = distrust;
  }

  /** Removes the TerminusDB branches that no record speaks of. */
  void removeOrphans() {
    BranchDirectory directory = terminusDb.loadBranchRecords();
    for (String branch : terminusDb.branches()) {
      if (!directory.records().containsKey(branch)) {
        LOG.infof("Branch %s has no record: removed", branch);
        terminusDb.deleteBranch(branch);
      }
    }
  }

  WriteOutcome commit(BranchWrite write) {
    BranchDirectory directory = terminusDb.loadBranchRecords();
    BranchPlan plan = write.plan(directory.records(), states);
    plan.deleted()
        .ifPresent(deleted -> Lock.requireUnfrozen(locks.on(deleted.name()), events.now()));
    CommitGroup group = group(write, plan, directory);
    steps.intend(group);
    try {
      if (plan.created().isPresent()) {
        BranchRecord created = plan.created().get();
        terminusDb.createBranch(created.name(), created.fromCommit().orElseThrow());
      }
      steps.commit(group);
    } catch (TerminusDbException.Refused e) {
      steps.abandon(group.message());
      throw ChangeProblems.refused(e.getMessage());
    } catch (TerminusDbException.Fenced | TerminusDbException.Unavailable e) {
      steps.abandon(group.message());
      throw e;
    } catch (TerminusDbException.OutcomeUnknown e) {
      LOG.warnf("The outcome of %s is unknown: %s", group.message(), e.getMessage());
      throw new OutcomeOpenException();
    }
    confirm(group);
    plan.deleted().ifPresent(this::removeBranch);
    states.branchesChanged(plan.applied(directory.records()), plan.branch());
    return new WriteOutcome(plan.answer(), group.commit(), false);
  }

  /** The record is committed, and so the answer is settled, whatever becomes of this. */
  private void confirm(CommitGroup group) {
    try {
      steps.confirm(group);
    } catch (Statements.PostgresException e) {
      LOG.warnf("%s is committed, its confirmation waits: %s", group.message(), e);
      distrust.run();
    }
  }

  private CommitGroup group(BranchWrite write, BranchPlan plan, BranchDirectory directory) {
    CommitGroup group =
        new CommitGroup(
            TerminusDb.WORKFLOW,
            TerminusDb.MAIN,
            directory.guardRevision(),
            UuidV7.at(events.now()));
    String branch = plan.branch();
    Events.Base base = new Events.Base(branch, "");
    OutboxEvent event = events.intended(plan.event(), write.context(), base, Optional.empty());
    group.addEvent(event, write.context(), Optional.empty());
    plan.created()
        .ifPresent(
            record ->
                group.addDocument(new DocumentChange.Insert(terminusDb.recordDocument(record))));
    plan.deleted()
        .ifPresent(
            record -> group.addDocument(new DocumentChange.Delete(terminusDb.recordId(branch))));
    Answer answer = plan.answer();
    group.addKey(write.context(), answer);
    return group;
  }

  /** The deletion stands already; what is left here is an orphan. */
  private void removeBranch(BranchRecord deleted) {
    try {
      steps.verifyLease();
      terminusDb.deleteBranch(deleted.name());
    } catch (TerminusDbException
        | CommitSteps.LeaseLostException
        | Statements.PostgresException e) {
      LOG.warnf("Branch %s is left as an orphan: %s", deleted.name(), e.getMessage());
    }
  }

  /** A branch's record may have been committed or not. */
  static final class OutcomeOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
