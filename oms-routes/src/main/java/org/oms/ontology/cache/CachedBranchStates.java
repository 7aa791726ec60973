// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.branch.BranchRecord;
import org.oms.ontology.branch.BranchRecords;
import org.oms.ontology.change.Heads;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.terminusdb.BranchDirectory;
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

  private static final Logger LOG = Logger.getLogger(CachedBranchStates.class);

  private final TerminusDb terminusDb;
  private final HeadKeys headKeys;
  private final SharedStates shared;
  private final Snapshots snapshots;
  private final Duration recheck;
  private final int statesMax;
  private final int resourcesMax;

  /** In the order of their last use. */
  private final Map<Key, Held> states = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Key, Object> loads = new ConcurrentHashMap<>();
  private final Map<String, Head> heads = new ConcurrentHashMap<>();
  private volatile BranchDirectory directory;
  private volatile long directoryCheckedNanos;

  private record Key(String branch, String commit) {}

  /**
   * A state in memory.
   *
   * @param proven whether it was read from TerminusDB or committed here: only on such a state
   *     commits are built, whatever somebody put into Redis
   */
  private record Held(BranchState state, boolean proven) {}

  /** What is known of a branch's head; the lock is held by who checks it. */
  private static final class Head {
    private final Object check = new Object();
    private volatile BranchState state;
    private volatile long checkedNanos;
    private volatile boolean stale;
  }

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
    this.recheck = Duration.ofMillis(config.cache().headRecheckMs());
    this.statesMax = config.cache().statesMax();
    this.resourcesMax = config.cache().resourcesMax();
  }

  @Override
  public BranchState head(String branch) {
    Head head = heads.get(branch);
    if (head != null && head.state != null && recent(head.checkedNanos)) {
      return head.state;
    }
    if (!exists(branch)) {
      throw notFound("branch-not-found", "No such branch", "There is no branch " + branch + ".");
    }
    Head known = heads.computeIfAbsent(branch, key -> new Head());
    synchronized (known.check) {
      if (known.state == null || !recent(known.checkedNanos)) {
        check(branch, known);
      }
      return known.state;
    }
  }

  /** Whether a head is served though TerminusDB can't be asked if there is a newer one. */
  @Override
  public boolean stale(String branch) {
    Head head = heads.get(branch);
    return head != null && head.stale;
  }

  @Override
  public BranchState at(String branch, String commit) {
    try {
      return load(branch, commit, false);
    } catch (TerminusDbException.NotFound e) {
      throw notFound(
          "commit-not-found", "No such commit", "Branch " + branch + " has no commit " + commit);
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
    Head head = heads.computeIfAbsent(state.branch(), key -> new Head());
    if (head.state != null) {
      shared.shareStep(head.state, state);
    }
    advance(head, state);
    head.checkedNanos = System.nanoTime();
    head.stale = false;
    snapshots.due(state);
    headKeys.put(state.branch(), state.commit());
  }

  @Override
  public void branchesChanged() {
    directory = null;
    heads.clear();
  }

  @Override
  public SortedMap<String, BranchRecord> all() {
    BranchDirectory known = directory;
    if (known == null || !recent(directoryCheckedNanos)) {
      known = readDirectory(known);
    }
    return known.records();
  }

  private BranchDirectory readDirectory(BranchDirectory known) {
    try {
      BranchDirectory read = terminusDb.loadBranchRecords();
      directory = read;
      directoryCheckedNanos = System.nanoTime();
      return read;
    } catch (TerminusDbException e) {
      if (known == null) {
        throw unavailable();
      }
      directoryCheckedNanos = System.nanoTime();
      return known;
    }
  }

  private boolean exists(String branch) {
    return all().containsKey(branch);
  }

  private boolean recent(long checkedNanos) {
    return System.nanoTime() - checkedNanos < recheck.toNanos();
  }

  private void check(String branch, Head head) {
    try {
      String commit = headCommit(branch);
      if (head.state == null || !head.state.commit().equals(commit)) {
        BranchState state = load(branch, commit, false);
        // A commit of this instance may have come between; it is newer than what was asked for.
        if (head.state == null || !recent(head.checkedNanos)) {
          advance(head, state);
        }
      }
      head.stale = false;
    } catch (TerminusDbException.NotFound e) {
      heads.remove(branch);
      throw notFound("branch-not-found", "No such branch", "There is no branch " + branch + ".");
    } catch (TerminusDbException e) {
      if (head.state == null) {
        throw unavailable();
      }
      if (!head.stale) {
        LOG.warnf("Serving %s at %s, maybe stale: %s", branch, head.state.commit(), e.getMessage());
      }
      head.stale = true;
    }
    head.checkedNanos = System.nanoTime();
  }

  private String headCommit(String branch) {
    Optional<String> announced = headKeys.find(branch);
    if (announced.isPresent()) {
      return announced.get();
    }
    String commit = terminusDb.headOf(branch);
    headKeys.putIfAbsent(branch, commit);
    return commit;
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
  private void advance(Head head, BranchState state) {
    BranchState before = head.state;
    head.state = state;
    if (before != null && !before.commit().equals(state.commit())) {
      synchronized (states) {
        states.remove(key(before));
      }
    }
  }

  private static Key key(BranchState state) {
    return new Key(state.branch(), state.commit());
  }

  private static ProblemException notFound(String code, String title, String detail) {
    return new ProblemException(Problem.of(code, title, 404, detail));
  }

  private static ProblemException unavailable() {
    Problem problem =
        new Problem(
            "terminusdb-unavailable",
            "The ontology can't be read",
            503,
            "TerminusDB does not answer and this branch was not read before. Try again later.",
            List.of(),
            Map.of("Retry-After", "2"));
    return new ProblemException(problem);
  }
}
