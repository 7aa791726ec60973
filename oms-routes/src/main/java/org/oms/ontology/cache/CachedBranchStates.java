// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.branch.BranchRecord;
import org.oms.ontology.branch.BranchRecords;
import org.oms.ontology.change.Heads;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.terminusdb.TerminusDb;
import org.oms.ontology.terminusdb.TerminusDbException;

/**
 * Branch states in memory. A head is taken to be right for a moment after it was checked, then one
 * caller checks it (this instance's own commit, Redis, TerminusDB, in this order) while the others
 * go on with what there is. When TerminusDB can't be asked the last known head goes on being served
 * and {@link #stale} says so.
 */
@ApplicationScoped
public class CachedBranchStates implements Heads, BranchRecords {

  private final TerminusDb terminusDb;
  private final HeadKeys headKeys;
  private final SharedStates shared;
  private final Snapshots snapshots;
  private final Checked.Limits limits;
  private final int statesMax;
  private final int resourcesMax;

  /** In the order of their last use. */
  private final Map<Key, Held> states = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Key, Object> loads = new ConcurrentHashMap<>();
  private final Map<String, Checked<BranchState>> heads = new ConcurrentHashMap<>();
  private final Checked<SortedMap<String, BranchRecord>> records;

  private record Key(String branch, String commit) {}

  /**
   * A state in memory.
   *
   * @param proven whether it was read from TerminusDB or committed here: only on such a state
   *     commits are built, whatever somebody put into Redis
   */
  private record Held(BranchState state, boolean proven) {}

  @Inject
  public CachedBranchStates(
      TerminusDb terminusDb,
      HeadKeys headKeys,
      SharedStates shared,
      Snapshots snapshots,
      OmsConfig config) {
    this.terminusDb = terminusDb;
    this.headKeys = headKeys;
    this.shared = shared;
    this.snapshots = snapshots;
    this.limits =
        new Checked.Limits(
            Duration.ofMillis(config.cache().headRecheckMs()),
            Duration.ofMillis(config.cache().headTtlMs()));
    this.records = new Checked<>("the branches", limits);
    this.statesMax = config.cache().statesMax();
    this.resourcesMax = config.cache().resourcesMax();
  }

  @Override
  public BranchState head(String branch) {
    requireBranch(branch);
    try {
      Checked<BranchState> head = knownHead(branch);
      return head.get(() -> newest(branch, head.value()));
    } catch (TerminusDbException.NotFound e) {
      heads.remove(branch);
      throw new ProblemException(Problem.branchNotFound(branch));
    } catch (TerminusDbException e) {
      throw unavailable();
    }
  }

  /** Whether a head is served though TerminusDB can't be asked if there is a newer one. */
  @Override
  public boolean stale(String branch) {
    Checked<BranchState> head = heads.get(branch);
    return head != null && head.isStale();
  }

  @Override
  public BranchState at(String branch, String commit) {
    try {
      return load(branch, commit, false);
    } catch (TerminusDbException.NotFound e) {
      throw new ProblemException(Problem.commitNotFound(commit));
    } catch (TerminusDbException e) {
      throw unavailable();
    }
  }

  @Override
  public BranchState fresh(String branch) {
    return load(branch, terminusDb.headOf(branch), true);
  }

  @Override
  public void committed(BranchState state) {
    remember(state, true);
    Checked<BranchState> head = knownHead(state.branch());
    head.value()
        .ifPresent(
            before -> {
              shared.shareStep(before, state);
              forget(before, state);
            });
    head.set(state);
    snapshots.due(state);
    headKeys.put(state.branch(), state.commit());
  }

  @Override
  public void branchesChanged(SortedMap<String, BranchRecord> now, String changed) {
    records.set(now);
    heads.remove(changed);
    headKeys.forget(changed);
  }

  @Override
  public SortedMap<String, BranchRecord> all() {
    try {
      return readRecords();
    } catch (TerminusDbException e) {
      throw unavailable();
    }
  }

  @Override
  public boolean stale() {
    return records.isStale();
  }

  /**
   * What this instance committed is there, also when it can't be asked which branches there are.
   */
  private void requireBranch(String branch) {
    try {
      if (!readRecords().containsKey(branch)) {
        throw new ProblemException(Problem.branchNotFound(branch));
      }
    } catch (TerminusDbException e) {
      Checked<BranchState> head = heads.get(branch);
      if (head == null || head.value().isEmpty()) {
        throw unavailable();
      }
    }
  }

  private SortedMap<String, BranchRecord> readRecords() {
    return records.get(() -> terminusDb.loadBranchRecords().records());
  }

  private Checked<BranchState> knownHead(String branch) {
    return heads.computeIfAbsent(branch, name -> new Checked<>(name, limits));
  }

  /** Redis is believed as long as it does not go back: it may have missed a commit. */
  private BranchState newest(String branch, Optional<BranchState> known) {
    Optional<String> announced = headKeys.find(branch);
    long revision = known.map(BranchState::guardRevision).orElse(0L);
    BranchState newest =
        announced
            .map(commit -> stateAt(branch, commit, known))
            .filter(state -> state.guardRevision() >= revision)
            .orElseGet(() -> asked(branch, announced.isPresent(), known));
    known.ifPresent(before -> forget(before, newest));
    return newest;
  }

  /** The head TerminusDB has, which Redis is told. */
  private BranchState asked(String branch, boolean redisIsBehind, Optional<BranchState> known) {
    String commit = terminusDb.headOf(branch);
    if (redisIsBehind) {
      headKeys.put(branch, commit);
    } else {
      headKeys.putIfAbsent(branch, commit);
    }
    return stateAt(branch, commit, known);
  }

  private BranchState stateAt(String branch, String commit, Optional<BranchState> known) {
    return known
        .filter(state -> state.commit().equals(commit))
        .orElseGet(() -> load(branch, commit, false));
  }

  /**
   * One load at a time for each state; the others wait for it.
   *
   * @param proven whether it has to come from TerminusDB
   */
  private BranchState load(String branch, String commit, boolean proven) {
    Key key = new Key(branch, commit);
    Optional<BranchState> known = find(key, proven);
    if (known.isPresent()) {
      return known.get();
    }
    Object loading = loads.computeIfAbsent(key, k -> new Object());
    try {
      synchronized (loading) {
        return find(key, proven)
            .or(() -> proven ? Optional.empty() : findShared(branch, commit))
            .orElseGet(() -> read(branch, commit));
      }
    } finally {
      loads.remove(key, loading);
    }
  }

  private Optional<BranchState> findShared(String branch, String commit) {
    Optional<BranchState> state =
        shared.find(branch, commit, other -> find(new Key(branch, other), false));
    state.ifPresent(found -> remember(found, false));
    return state;
  }

  private BranchState read(String branch, String commit) {
    BranchState read = terminusDb.loadCommit(branch, commit);
    BranchState state = read.at(commit, read.guardRevision());
    remember(state, true);
    snapshots.due(state);
    return state;
  }

  private Optional<BranchState> find(Key key, boolean proven) {
    synchronized (states) {
      return Optional.ofNullable(states.get(key))
          .filter(held -> held.proven() || !proven)
          .map(Held::state);
    }
  }

  private void remember(BranchState state, boolean proven) {
    synchronized (states) {
      states.put(key(state), new Held(state, proven));
      Iterator<Held> leastUsed = states.values().iterator();
      // The last one stays, however large it is.
      while (states.size() > statesMax || (states.size() > 1 && resources() > resourcesMax)) {
        leastUsed.next();
        leastUsed.remove();
      }
    }
  }

  private long resources() {
    return states.values().stream().mapToLong(held -> held.state().size()).sum();
  }

  /** What a branch was before a commit is seldom asked for, and each commit would leave one. */
  private void forget(BranchState before, BranchState now) {
    if (!before.commit().equals(now.commit())) {
      synchronized (states) {
        states.remove(key(before));
      }
    }
  }

  private static Key key(BranchState state) {
    return new Key(state.branch(), state.commit());
  }

  private static ProblemException unavailable() {
    return new ProblemException(
        Problem.terminusDbUnavailable(
            "TerminusDB does not answer and this was not read before. Try again later."));
  }
}
