// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Limits;
import org.oms.terminusdb.embedded.RandomIds;
import org.oms.terminusdb.embedded.schema.Prefixes;

/**
 * One database: branches over a graph of commits. Writers take turns in {@link #exclusively};
 * readers never wait for them.
 */
public final class Database {

  private static final int NANO_DIGITS = 9;

  private final Store store;
  private final ReentrantLock writers = new ReentrantLock(true);
  private final CommitGraph graph;
  private final States states;
  private final MVMap<Long, byte[]> commits;
  private final MVMap<Long, byte[]> deltas;
  private final MVMap<String, byte[]> branches;
  private volatile DatabaseRecord record;

  private Database(Store store, DatabaseRecord record, Limits limits) {
    this.store = store;
    this.record = record;
    this.commits = store.map("commits." + record.id());
    this.deltas = store.map("deltas." + record.id());
    this.branches = store.map("branches." + record.id());
    MVMap<Long, byte[]> snapshots = store.map("snapshots." + record.id());
    this.graph = new CommitGraph();
    this.states = new States(store, graph, deltas, snapshots, limits);
  }

  static Database load(Store store, DatabaseRecord record, Limits limits) {
    Database database = new Database(store, record, limits);
    database
        .commits
        .values()
        .forEach(each -> database.graph.add(Commit.fromJson(Json.parse(each))));
    database.branches.forEach((name, head) -> database.graph.move(name, Json.parse(head).asText()));
    return database;
  }

  public DatabaseRecord record() {
    return record;
  }

  public CommitGraph graph() {
    return graph;
  }

  /** The content of a commit. */
  public State state(Commit commit) {
    return states.of(commit);
  }

  /** Runs a write when all writers before it are done. */
  public <T> T exclusively(Supplier<T> write) {
    writers.lock();
    try {
      return write.get();
    } finally {
      writers.unlock();
    }
  }

  /**
   * Commits a change to a branch; durable when it returns. Call it within {@link #exclusively}.
   *
   * @return the new head
   */
  public Commit commit(String branch, Delta delta, CommitInfo info, ObjectNode migration) {
    Commit parent = graph.head(branch).orElseThrow();
    ObjectNode layers = layersAfter(parent, delta).setAll(migration);
    Commit commit = newCommit(parent.id(), info, layers);
    State state = states.of(parent).with(delta);
    save(commit, delta, branch);
    states.remember(commit, state);
    return commit;
  }

  /** Creates a branch with a first commit of its own and nothing but the context. */
  public void createEmptyBranch(String branch, Prefixes prefixes, CommitInfo info) {
    createEmptyBranch(branch, prefixes, info, Json.object());
  }

  void createMainBranch(Prefixes prefixes, CommitInfo info) {
    ObjectNode context = prefixes.asContext("Context");
    ObjectNode migration = Json.object("@type", "ReplaceContext", "context", context);
    createEmptyBranch(
        "main", prefixes, info, Json.object("migration", Json.array(List.of(migration))));
  }

  private void createEmptyBranch(
      String branch, Prefixes prefixes, CommitInfo info, ObjectNode migration) {
    State empty = State.empty(prefixes);
    ObjectNode layers = migration.put("schema", RandomIds.ofLayer());
    Commit commit = newCommit(null, info, layers);
    save(commit, new Delta(Optional.of(empty.schema()), Map.of()), branch);
    states.remember(commit, empty);
  }

  public void createBranch(String branch, Commit head) {
    store.durably(() -> branches.put(branch, headOf(head)));
    graph.move(branch, head.id());
  }

  public void deleteBranch(String branch) {
    store.durably(() -> branches.remove(branch));
    graph.removeBranch(branch);
  }

  List<String> maps() {
    return List.of("commits", "deltas", "branches", "snapshots").stream()
        .map(each -> each + "." + record.id())
        .toList();
  }

  void rename(DatabaseRecord renamed) {
    record = renamed;
  }

  private void save(Commit commit, Delta delta, String branch) {
    store.durably(
        () -> {
          commits.put(commit.number(), Json.bytes(commit.toJson()));
          deltas.put(commit.number(), Json.bytes(delta.toJson()));
          branches.put(branch, headOf(commit));
        });
    graph.add(commit);
    graph.move(branch, commit.id());
  }

  private Commit newCommit(String parent, CommitInfo info, ObjectNode layers) {
    Instant now = Instant.now();
    BigDecimal timestamp =
        BigDecimal.valueOf(now.getEpochSecond())
            .add(BigDecimal.valueOf(now.getNano(), NANO_DIGITS));
    return new Commit(
        RandomIds.ofCommit(),
        graph.size(),
        parent,
        info.author(),
        info.message(),
        info.user(),
        graph.after(timestamp),
        layers);
  }

  private static ObjectNode layersAfter(Commit parent, Delta delta) {
    ObjectNode layers = parent.layers().deepCopy();
    layers.remove("migration");
    if (delta.schema().isPresent()) {
      layers.put("schema", RandomIds.ofLayer());
    }
    if (!delta.documents().isEmpty()) {
      layers.put("instance", RandomIds.ofLayer());
    }
    return layers;
  }

  private static byte[] headOf(Commit commit) {
    return Json.bytes(Json.MAPPER.valueToTree(commit.id()));
  }
}
