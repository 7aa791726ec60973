// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.oms.ontology.change.GroupCommit.Member;
import org.oms.ontology.change.GroupPlanner.PlannedGroup;
import org.oms.ontology.lock.AcquireLock;
import org.oms.ontology.lock.EndLock;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.WriteOutcome;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.terminusdb.TerminusDb;
import org.oms.ontology.terminusdb.TerminusDbException;

/**
 * Commits groups, one after the other, under the commit lease. However a step fails, it ends in one
 * of three answers: done, not done, not known yet. After the last, nothing is committed before the
 * open intents are settled, here or on another instance.
 */
final class Committer implements GroupCommit.Runner<PendingWrite, WriteOutcome> {

  private static final Logger LOG = Logger.getLogger(Committer.class);
  private static final int ATTEMPTS_MAX = 3;
  private static final Duration LEASE_POLL = Duration.ofMillis(20);

  /** Is told of every commit of resources. */
  @FunctionalInterface
  interface Watch {
    void committed(String database, String branch, int writes);
  }

  /** Limits of a group, of the wait for another instance, and of what it waits for us. */
  record Limits(int eventsMax, Duration leaseWaitMax, Duration leaseHoldMax, int keyDays) {}

  private final TerminusDb terminusDb;
  private final Heads states;
  private final CommitLease lease;
  private final CommitSteps steps;
  private final Settlement settlement;
  private final GroupPlanner planner;
  private final HeldLocks locks;
  private final BranchCommitter branches;
  private final LockCommitter lockCommitter;
  private final Consumer<CommitGroup> commitGroup;
  private final Limits limits;
  private final Watch watch;

  /** Heads under the present lease token: nobody else can move them. */
  private final Map<String, BranchState> heads = new HashMap<>();

  /** Whether there may be intents whose outcome nobody has settled. */
  private volatile boolean outcomeOpen = true;

  /** What an instance that died left is looked for once, and after a branch in doubt. */
  private boolean orphansRemoved;

  private long heldSinceNanos;

  Committer(
      Statements statements,
      TerminusDb terminusDb,
      Heads states,
      Events events,
      CommitLease lease,
      CommitSteps steps,
      Consumer<CommitGroup> commitGroup,
      Watch watch,
      Limits limits) {
    this.terminusDb = terminusDb;
    this.states = states;
    this.lease = lease;
    this.steps = steps;
    this.settlement = new Settlement(statements, terminusDb, steps, lease);
    this.planner = new GroupPlanner(statements, terminusDb, events, limits.eventsMax());
    this.locks = new HeldLocks(statements);
    this.branches = new BranchCommitter(terminusDb, states, events, steps, locks, this::distrust);
    this.lockCommitter = new LockCommitter(statements, events, lease, locks, limits.keyDays());
    this.commitGroup = commitGroup;
    this.watch = watch;
    this.limits = limits;
  }

  /** Whether the outcome of a commit of this instance is still to be found out. */
  boolean outcomeOpen() {
    return outcomeOpen;
  }

  /** Makes the next group take the lease and settle what is open. */
  void distrust() {
    outcomeOpen = true;
  }

  @Override
  public void run(String lane, List<Member<PendingWrite, WriteOutcome>> group) {
    try {
      int attempt = 1;
      while (!runOnce(lane, group)) {
        if (attempt++ == ATTEMPTS_MAX) {
          throw ChangeProblems.tooManyWrites();
        }
      }
      yieldWhenWanted();
    } catch (Statements.PostgresException e) {
      outcomeOpen = true;
      LOG.warnf("Writes are refused, PostgreSQL: %s", e.getMessage());
      throw ChangeProblems.postgresUnavailable();
    } catch (TerminusDbException e) {
      outcomeOpen = true;
      LOG.warnf("Writes are refused, TerminusDB: %s", e.getMessage());
      throw ChangeProblems.terminusDbUnavailable();
    } catch (BranchCommitter.OutcomeOpenException e) {
      outcomeOpen = true;
      throw ChangeProblems.outcomeUnknown();
    } catch (RuntimeException e) {
      outcomeOpen |= !(e instanceof ProblemException);
      throw e;
    }
  }

  /** Returns false when it has to be done again, under a new lease or on a newer state. */
  private boolean runOnce(String lane, List<Member<PendingWrite, WriteOutcome>> group) {
    holdLease();
    try {
      if (!lane.equals(PendingWrite.WORKFLOW_LANE)) {
        return commitResources(lane, group);
      }
      group.stream().filter(member -> !member.settled()).forEach(this::commitAlone);
      // A branch may be another one of the same name now.
      heads.clear();
      return true;
    } catch (CommitSteps.LeaseLostException e) {
      lease.lost();
      return false;
    } catch (TerminusDbException.Fenced e) {
      LOG.infof("A guard has moved: %s", e.getMessage());
      outcomeOpen = true;
      return false;
    }
  }

  private void holdLease() {
    long deadline = System.nanoTime() + limits.leaseWaitMax().toNanos();
    while (!lease.believedHeld() || outcomeOpen) {
      if (lease.take()) {
        outcomeOpen = true;
        heads.clear();
        locks.forget();
        heldSinceNanos = System.nanoTime();
        if (settlement.run() || !orphansRemoved) {
          branches.removeOrphans();
          orphansRemoved = true;
        }
        outcomeOpen = false;
      } else if (System.nanoTime() > deadline) {
        throw ChangeProblems.tooManyWrites();
      } else {
        LockSupport.parkNanos(LEASE_POLL.toNanos());
      }
    }
  }

  private void yieldWhenWanted() {
    boolean longHeld = System.nanoTime() - heldSinceNanos > limits.leaseHoldMax().toNanos();
    if (steps.wanted() && longHeld && lease.believedHeld()) {
      lease.giveUp();
      // The other instance polls; without a pause this one would be first again.
      LockSupport.parkNanos(2 * LEASE_POLL.toNanos());
    }
  }

  private boolean commitResources(String branch, List<Member<PendingWrite, WriteOutcome>> group) {
    PlannedGroup planned = planner.plan(head(branch), locks.on(branch), group);
    if (planned.commit().isEmpty()) {
      // Nothing to write, but the answers must be true: verify that the state is not an old one.
      steps.verifyLease();
      tell(planned, Optional.empty());
      return true;
    }
    try {
      commitGroup.accept(planned.commit());
    } catch (TerminusDbException.Refused e) {
      return refused(branch, group, planned, e.getMessage());
    } catch (TerminusDbException.Unavailable | TerminusDbException.Fenced e) {
      abandon(planned.commit());
      throw e;
    } catch (TerminusDbException.OutcomeUnknown e) {
      findOutcome(planned.commit(), e);
    } catch (Statements.PostgresException e) {
      if (e.badValue() && !planned.commit().intended()) {
        return refused(branch, group, planned, "a text holds a character that can't be stored");
      }
      outcomeOpen = true;
      if (planned.commit().commit().isEmpty()) {
        throw e;
      }
      LOG.warnf("%s is committed, its confirmation waits: %s", planned.commit().message(), e);
    }
    committed(planned);
    return true;
  }

  private void commitAlone(Member<PendingWrite, WriteOutcome> member) {
    try {
      if (member.write().context().isEmpty() || !planner.settledByReplay(member)) {
        member.succeed(commit(member.write()));
      }
    } catch (ProblemException e) {
      member.fail(e);
    }
  }

  private WriteOutcome commit(PendingWrite write) {
    if (write instanceof PendingWrite.OfBranch branch) {
      return branches.commit(branch.request());
    }
    if (write instanceof PendingWrite.OfLock lock) {
      WriteOutcome outcome =
          lock.request() instanceof AcquireLock acquire
              ? lockCommitter.acquire(acquire, head(acquire.branch()))
              : lockCommitter.end((EndLock) lock.request());
      steps.eventsReady();
      return outcome;
    }
    return null;
  }

  private BranchState head(String branch) {
    try {
      return heads.computeIfAbsent(branch, states::fresh);
    } catch (TerminusDbException.NotFound e) {
      throw ChangeProblems.branchNotFound(branch);
    }
  }

  private void committed(PlannedGroup planned) {
    CommitGroup commit = planned.commit();
    long revision = commit.request().guardRevision() + 1;
    BranchState state = planned.after().at(commit.commit().orElseThrow(), revision);
    if (!outcomeOpen) {
      heads.put(state.branch(), state);
    }
    states.committed(state);
    tell(planned, commit.commit());
    watch.committed(commit.database(), commit.branch(), planned.answers().size());
  }

  private static void tell(PlannedGroup planned, Optional<String> commit) {
    planned.problems().forEach(Member::fail);
    planned.replays().forEach(Member::succeed);
    planned
        .answers()
        .forEach((member, answer) -> member.succeed(new WriteOutcome(answer, commit, false)));
  }

  private void abandon(CommitGroup commit) {
    if (commit.intended()) {
      steps.abandon(commit.message());
    }
  }

  /** One member is to blame: each gets a commit of its own. */
  private boolean refused(
      String branch,
      List<Member<PendingWrite, WriteOutcome>> group,
      PlannedGroup planned,
      String reason) {
    abandon(planned.commit());
    if (planned.answers().size() == 1) {
      LOG.warnf("%s is refused: %s", planned.commit().message(), reason);
      ProblemException refusal = ChangeProblems.refused(reason);
      planned.answers().keySet().forEach(member -> planned.problems().put(member, refusal));
      planned.answers().clear();
      tell(planned, Optional.empty());
      return true;
    }
    for (Member<PendingWrite, WriteOutcome> member : group) {
      if (planned.answers().containsKey(member) && !commitResources(branch, List.of(member))) {
        return false;
      }
    }
    return true;
  }

  /** Settles the commit that got no answer; returns only if it was made. */
  private void findOutcome(CommitGroup commit, TerminusDbException.OutcomeUnknown failure) {
    LOG.warnf("The outcome of %s is unknown: %s", commit.message(), failure.getMessage());
    outcomeOpen = true;
    Optional<String> found;
    try {
      holdLease();
      found = terminusDb.findCommitByMessage(commit.database(), commit.message());
    } catch (ProblemException | TerminusDbException | Statements.PostgresException e) {
      throw ChangeProblems.outcomeUnknown();
    }
    commit.committed(found.orElseThrow(() -> failure));
    // The guard was raised meanwhile.
    distrust();
  }
}
