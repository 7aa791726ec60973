// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All commits of a database and where its branches stand; kept in memory, small beside the data.
 */
public final class CommitGraph {

  /** Smallest step between two timestamps, so that they order commits as they happened. */
  private static final BigDecimal TICK = BigDecimal.ONE.movePointLeft(9);

  private final List<Commit> commits = new ArrayList<>();
  private final Map<String, Commit> byId = new HashMap<>();
  private final Map<String, List<Commit>> byMessage = new HashMap<>();
  private final Map<String, String> heads = new TreeMap<>();

  /** Every commit of every branch, deleted ones included, oldest first. */
  public synchronized List<Commit> all() {
    return List.copyOf(commits);
  }

  public synchronized Optional<Commit> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The commits with exactly this message, oldest first. */
  public synchronized List<Commit> withMessage(String message) {
    return List.copyOf(byMessage.getOrDefault(message, List.of()));
  }

  /** Branch names and their heads, alphabetical. */
  public synchronized Map<String, Commit> branches() {
    Map<String, Commit> branches = new TreeMap<>();
    heads.forEach((name, head) -> branches.put(name, byId.get(head)));
    return branches;
  }

  public synchronized Optional<Commit> head(String branch) {
    return Optional.ofNullable(heads.get(branch)).map(byId::get);
  }

  /** The commit before this one; TerminusDB forgets a branch's initial commit at the next. */
  public Optional<Commit> parentOf(Commit commit) {
    return baseOf(commit).filter(each -> !each.isInitial());
  }

  /** The commit this one's changes apply to, the initial one included. */
  Optional<Commit> baseOf(Commit commit) {
    return commit.isInitial() ? Optional.empty() : find(commit.parent());
  }

  /** Up to {@code count} commits from this one back, after skipping {@code start}. */
  public List<Commit> log(Commit from, long start, long count) {
    List<Commit> log = new ArrayList<>();
    Optional<Commit> next = Optional.of(from);
    for (long i = 0; next.isPresent() && log.size() < count; i++) {
      if (i >= start) {
        log.add(next.get());
      }
      next = parentOf(next.get());
    }
    return log;
  }

  synchronized long size() {
    return commits.size();
  }

  synchronized void add(Commit commit) {
    commits.add(commit);
    byId.put(commit.id(), commit);
    byMessage.computeIfAbsent(commit.message(), each -> new ArrayList<>()).add(commit);
  }

  synchronized void move(String branch, String head) {
    heads.put(branch, head);
  }

  synchronized void removeBranch(String branch) {
    heads.remove(branch);
  }

  /** This time, or the next instant after the newest commit's when the clock has not moved on. */
  synchronized BigDecimal after(BigDecimal timestamp) {
    if (commits.isEmpty()) {
      return timestamp;
    }
    return commits.get(commits.size() - 1).timestamp().add(TICK).max(timestamp);
  }
}
