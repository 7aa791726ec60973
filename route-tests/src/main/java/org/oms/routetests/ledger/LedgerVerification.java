// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.routetests.verify.Check;
import org.oms.routetests.verify.Findings;

/**
 * Builds the tree anew from the stored events and compares it with all that is stored and signed of
 * it. One pass over the leaves in their order; needs the memory of a few thousand events whatever
 * their number.
 */
final class LedgerVerification {

  /** Leaves below a stored node of level 1; each level above has 256 of the one below. */
  private static final int TILE = 256;

  private static final int TILE_HEIGHT = 8;

  /** Leaves missing in a row for which the others are still compared. */
  private static final long MISSING_MAX = 1_000_000;

  /** The service signs every few seconds; a leaf that waits longer is not protected. */
  private static final Duration UNSIGNED_MAX = Duration.ofMinutes(10);

  private final Check gapless = new Check("the leaves are numbered from 0 without a gap");
  private final Check eventStored = new Check("a leaf has its event, or retention has deleted it");
  private final Check deletionsProven = new Check("a deletion is what a signed event records");
  private final Check eventGivesLeaf = new Check("an event gives the hash of its leaf");
  private final Check columnsFaithful = new Check("an event is found by what its text says");
  private final Check eventHasLeaf = new Check("an event has a leaf");
  private final Check nodesTrue = new Check("a node is the root of the leaves below it");
  private final Check signed = new Check("a checkpoint is signed by a key of the ledger");
  private final Check rootsTrue = new Check("a checkpoint's root is that of the first leaves");
  private final Check leavesSigned = new Check("a leaf is signed within ten minutes");

  private final LedgerDatabase database;
  private final List<NoteKey> keys;
  private final List<SignedCheckpoint> kept;
  private final Sha256 sha256 = new Sha256();
  private final StoredColumns columns = new StoredColumns();
  private final Tile tile = new Tile(sha256);
  private final Peaks tree = new Peaks(sha256);
  private final Deletions deletions;

  private ResultSet nodes;
  private ResultSet checkpoints;
  private SignedCheckpoint nextStored;
  private int nextKept;
  private long size;
  private long signedSize;
  private long lastTrueSize;
  private OffsetDateTime firstUnsigned;
  private String first;
  private long firstPlace;

  /**
   * @param kept checkpoints that somebody else has kept, by their size
   */
  LedgerVerification(LedgerDatabase database, List<NoteKey> keys, List<SignedCheckpoint> kept) {
    this.database = database;
    this.keys = List.copyOf(keys);
    this.kept = List.copyOf(kept);
    this.deletions = new Deletions(sha256, this.keys);
  }

  /** Looks at everything. */
  Findings run() throws SQLException {
    nodes = database.open("select-nodes");
    nextNode();
    checkpoints = database.open("select-checkpoints");
    nextStoredCheckpoint();
    compareCheckpoints();
    try (ResultSet leaves = database.open("select-leaves")) {
      while (leaves.next() && leaves.getLong("leaf_index") - size < MISSING_MAX) {
        see(leaves);
      }
      if (!leaves.isAfterLast() && size > 0) {
        String jump = "after leaf " + (size - 1) + " comes leaf " + leaves.getLong("leaf_index");
        expect(gapless, false, size, () -> jump + ": the check ends here");
      }
    }
    tellDiffering(tile.settle(null));
    compareRest();
    settleDeletions();
    lookForEventsWithoutLeaf();
    return new Findings(
        List.of(
            gapless,
            eventStored,
            deletionsProven,
            eventGivesLeaf,
            columnsFaithful,
            eventHasLeaf,
            nodesTrue,
            signed,
            rootsTrue,
            leavesSigned));
  }

  /** The fault that stands first in the tree; empty when there is none. */
  Optional<String> first() {
    return Optional.ofNullable(first);
  }

  long size() {
    return size;
  }

  long signedSize() {
    return signedSize;
  }

  /** How many events retention has deleted, by run and policy, as far as that is proven. */
  Map<String, Long> deleted() {
    return deletions.lawful();
  }

  private void see(ResultSet row) throws SQLException {
    long index = row.getLong("leaf_index");
    long expected = size;
    expect(
        gapless,
        index == expected,
        expected,
        () -> "leaf " + expected + " is not there, the next is " + index);
    while (size < index) {
      tile.addMissing();
      grow();
    }
    if (firstUnsigned == null) {
      firstUnsigned = row.getObject("recorded_at", OffsetDateTime.class);
    }
    byte[] leafHash = row.getBytes("leaf_hash");
    tile.add(leafHash, hashOfEvent(row, index, leafHash));
    grow();
  }

  private void grow() throws SQLException {
    size++;
    if (size % TILE == 0) {
      completeTile();
    }
    compareCheckpoints();
  }

  /** The leaf hash the event gives; where there is no event, the one that is stored. */
  private byte[] hashOfEvent(ResultSet row, long index, byte[] leafHash) throws SQLException {
    String event = row.getString("event");
    String name = "leaf " + index + ", event " + row.getString("event_id");
    String deletion = row.getString("deletion_id");
    if (deletion != null) {
      deletions.list(deletion, index, leafHash, name);
    }
    boolean known = (event != null) != (deletion != null);
    String fault =
        event == null ? ": the event is not stored" : ": it is stored, and listed as deleted";
    expect(eventStored, known, index, () -> name + fault);
    if (event == null) {
      return leafHash;
    }
    byte[] hash = sha256.leaf(event.getBytes(StandardCharsets.UTF_8));
    eventGivesLeaf.looked(1);
    if (Arrays.equals(hash, leafHash)) {
      Optional<String> column = columns.unfaithful(row);
      expect(
          columnsFaithful,
          column.isEmpty(),
          index,
          () -> name + ": the column " + column.orElseThrow() + " says something else");
    } else {
      tile.differs(index, name);
    }
    return hash;
  }

  /** Compares the nodes that the last leaf completed, and goes on with what the nodes confirm. */
  private void completeTile() throws SQLException {
    byte[] stored = nodeIsNext(1) ? nodes.getBytes("node_hash") : null;
    tellDiffering(tile.settle(stored));
    boolean unknown = tile.hasGap();
    tree.add(tile.believedRoot(stored), TILE_HEIGHT);
    tile.clear();
    if (unknown && nodeIsNext(1)) {
      nextNode(); // believed, since nothing can be compared with it
      return;
    }
    for (int level = 1; level == 1 || size % (1L << (TILE_HEIGHT * level)) == 0; level++) {
      compareNode(level);
    }
  }

  private void compareNode(int level) throws SQLException {
    long leaves = 1L << (TILE_HEIGHT * level);
    String name = "node " + (size / leaves - 1) + " of level " + level;
    String below = " of leaves " + (size - leaves) + " to " + (size - 1);
    if (!nodeIsNext(level)) {
      expect(nodesTrue, false, size - leaves, () -> name + below + " is not there");
      return;
    }
    byte[] stored = nodes.getBytes("node_hash");
    byte[] root = tree.completed(TILE_HEIGHT * level);
    boolean same = Arrays.equals(stored, root);
    expect(nodesTrue, same, size - leaves, () -> name + " is not the root" + below);
    nextNode();
  }

  /** Nodes come in the order of completion; one that should have come before is superfluous. */
  private boolean nodeIsNext(int level) throws SQLException {
    while (!nodes.isAfterLast() && nodes.getLong("complete_at") < size) {
      superfluousNode();
    }
    return !nodes.isAfterLast()
        && nodes.getLong("complete_at") == size
        && nodes.getInt("level") == level;
  }

  private void superfluousNode() throws SQLException {
    String name = "node " + nodes.getLong("node_index") + " of level " + nodes.getInt("level");
    expect(nodesTrue, false, size, () -> name + " has no leaves below it");
    nextNode();
  }

  private void nextNode() throws SQLException {
    nodes.next();
  }

  /** Compares every checkpoint of the present size. */
  private void compareCheckpoints() throws SQLException {
    while (nextStored != null && nextStored.size() == size) {
      compare(nextStored, "the stored checkpoint");
      nextStoredCheckpoint();
    }
    while (nextKept < kept.size() && kept.get(nextKept).size() == size) {
      compare(kept.get(nextKept), "the checkpoint you kept");
      nextKept++;
    }
  }

  private void compare(SignedCheckpoint checkpoint, String which) {
    tellDiffering(tile.settleByRoot(tree, checkpoint.root()));
    boolean same = tile.hasGap() || tile.gives(tree, checkpoint.root());
    long lastTrue = lastTrueSize;
    expect(
        rootsTrue,
        same,
        checkpoint.size(),
        () ->
            which
                + " of size "
                + checkpoint.size()
                + " was signed for other leaves: those from "
                + lastTrue
                + " to "
                + (checkpoint.size() - 1)
                + " are not what they were");
    signedSize = checkpoint.size();
    firstUnsigned = null;
    if (same) {
      lastTrueSize = checkpoint.size();
    }
  }

  /** The next stored checkpoint that is signed; the others are findings. */
  private void nextStoredCheckpoint() throws SQLException {
    nextStored = null;
    while (nextStored == null && checkpoints.next()) {
      long treeSize = checkpoints.getLong("tree_size");
      Optional<SignedCheckpoint> read =
          SignedCheckpoint.read(checkpoints.getString("note"), keys)
              .filter(checkpoint -> checkpoint.size() == treeSize);
      expect(
          signed,
          read.isPresent(),
          treeSize,
          () -> "the stored checkpoint of size " + treeSize + " was not signed so");
      nextStored = read.orElse(null);
    }
  }

  /** What is left over when the leaves have ended. */
  private void compareRest() throws SQLException {
    while (!nodes.isAfterLast()) {
      superfluousNode();
    }
    while (nextStored != null) {
      tooLarge(nextStored, "the stored checkpoint");
      nextStoredCheckpoint();
    }
    kept.subList(nextKept, kept.size()).forEach(each -> tooLarge(each, "the checkpoint you kept"));
  }

  private void tooLarge(SignedCheckpoint checkpoint, String which) {
    expect(
        rootsTrue,
        false,
        size,
        () ->
            which
                + " has "
                + checkpoint.size()
                + " leaves, there are "
                + size
                + ": the last ones were removed");
  }

  private void settleDeletions() throws SQLException {
    deletionsProven.looked(deletions.size());
    try (ResultSet records = database.open("select-deletions")) {
      deletions
          .settle(records)
          .forEach(deletion -> broken(deletionsProven, deletion.leaf(), deletion.text()));
    }
  }

  private void lookForEventsWithoutLeaf() throws SQLException {
    try (ResultSet count = database.open("count-events")) {
      count.next();
      eventHasLeaf.looked(count.getLong("events"));
      OffsetDateTime now = count.getObject("read_at", OffsetDateTime.class);
      boolean waits = firstUnsigned != null && firstUnsigned.plus(UNSIGNED_MAX).isBefore(now);
      leavesSigned.looked(size - 1);
      expect(
          leavesSigned,
          !waits,
          signedSize,
          () -> "leaf " + signedSize + " of " + firstUnsigned + " waits for a signature");
    }
    try (ResultSet events = database.open("select-events-without-leaf")) {
      while (events.next()) {
        broken(
            eventHasLeaf,
            size,
            "event "
                + events.getString("event_id")
                + " of "
                + events.getObject("recorded_at", OffsetDateTime.class)
                + " is in no leaf");
      }
    }
  }

  private interface Sample {
    String text();
  }

  private void expect(Check check, boolean holds, long place, Sample sample) {
    check.looked(1);
    if (!holds) {
      broken(check, place, sample.text());
    }
  }

  private void tellDiffering(List<Tile.Differing> differing) {
    differing.forEach(leaf -> broken(eventGivesLeaf, leaf.index(), leaf.text()));
  }

  /**
   * @param place about where in the tree it is, so that the first fault can be named
   */
  private void broken(Check check, long place, String sample) {
    check.broken(sample);
    if (first == null || place < firstPlace) {
      first = sample;
      firstPlace = place;
    }
  }
}
