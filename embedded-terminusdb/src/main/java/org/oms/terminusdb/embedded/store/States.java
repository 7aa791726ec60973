// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Limits;
import org.oms.terminusdb.embedded.schema.Prefixes;

/**
 * The content of commits: recent ones from memory, others rebuilt from the nearest snapshot or
 * remembered ancestor. A long rebuild leaves a snapshot behind, so it happens once.
 */
final class States {

  private final Store store;
  private final CommitGraph graph;
  private final MVMap<Long, byte[]> deltas;
  private final MVMap<Long, byte[]> snapshots;
  private final int snapshotDistance;
  private final Map<String, State> remembered;

  States(
      Store store,
      CommitGraph graph,
      MVMap<Long, byte[]> deltas,
      MVMap<Long, byte[]> snapshots,
      Limits limits) {
    this.store = store;
    this.graph = graph;
    this.deltas = deltas;
    this.snapshots = snapshots;
    this.snapshotDistance = limits.snapshotDistanceCommits();
    this.remembered = new LeastRecentlyUsed(limits.cachedStatesMax());
  }

  State of(Commit commit) {
    synchronized (remembered) {
      State state = remembered.get(commit.id());
      if (state == null) {
        state = rebuild(commit);
        remembered.put(commit.id(), state);
      }
      return state;
    }
  }

  void remember(Commit commit, State state) {
    synchronized (remembered) {
      remembered.put(commit.id(), state);
    }
  }

  private State rebuild(Commit commit) {
    Deque<Commit> missing = new ArrayDeque<>();
    Optional<State> base = Optional.empty();
    for (Optional<Commit> at = Optional.of(commit);
        at.isPresent() && base.isEmpty();
        at = graph.baseOf(at.get())) {
      base = known(at.get());
      if (base.isEmpty()) {
        missing.push(at.get());
      }
    }
    State state = base.orElse(State.empty(Prefixes.DEFAULT));
    for (Commit each : missing) {
      state = state.with(Delta.fromJson(Json.parse(deltas.get(each.number()))));
    }
    if (missing.size() > snapshotDistance) {
      byte[] snapshot = Json.bytes(state.toJson());
      store.eventually(() -> snapshots.put(commit.number(), snapshot));
    }
    return state;
  }

  private Optional<State> known(Commit commit) {
    State state = remembered.get(commit.id());
    if (state != null) {
      return Optional.of(state);
    }
    byte[] snapshot = snapshots.get(commit.number());
    return Optional.ofNullable(snapshot).map(each -> State.fromJson(Json.parse(each)));
  }

  /** Evicts what was not used for longest. */
  private static final class LeastRecentlyUsed extends LinkedHashMap<String, State> {

    private static final long serialVersionUID = 1L;

    private final int sizeMax;

    LeastRecentlyUsed(int sizeMax) {
      super(sizeMax, 0.75f, true);
      this.sizeMax = sizeMax;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
      return size() > sizeMax;
    }
  }
}
