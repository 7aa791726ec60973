// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.oms.audit.hash.Hash;
import org.oms.audit.storage.SqlFile;

/** The ledger's tables, read and appended to over one connection. */
final class StoredTree implements Tiles {

  private static final String SELECT_LEAF_TILE = SqlFile.named("ledger/select-leaf-tile").text();
  private static final String SELECT_NODE_TILE = SqlFile.named("ledger/select-node-tile").text();
  private static final String SELECT_SIZE = SqlFile.named("ledger/select-size").text();
  private static final String SELECT_NEWEST =
      SqlFile.named("ledger/select-newest-checkpoint").text();
  private static final String LOCK_CHECKPOINTS = SqlFile.named("ledger/lock-checkpoints").text();
  private static final String INSERT_CHECKPOINT = SqlFile.named("ledger/insert-checkpoint").text();
  private static final String SELECT_LEAF = SqlFile.named("ledger/select-leaf").text();
  private static final String SELECT_RANGE = SqlFile.named("ledger/select-range").text();
  private static final String SELECT_DELETIONS = SqlFile.named("ledger/select-deletions").text();

  /** Rows of a range that are in memory at a time. */
  private static final int FETCH_ROWS = 200;

  private final Connection connection;

  StoredTree(Connection connection) {
    this.connection = connection;
  }

  /**
   * A leaf beside its event.
   *
   * @param event the event's text; null when it is not stored (any more)
   * @param deletion the deletion that lists the leaf; null when none does
   */
  record Leaf(long index, UUID eventId, Hash hash, String event, UUID deletion) {}

  /**
   * A deletion by what its leaves give now, and what was recorded of it.
   *
   * @param event the text of the event that records it
   * @param eventHash the hash of that event's leaf
   */
  record RecordedDeletion(Deletion deletion, String event, Hash eventHash) {}

  /**
   * A row of {@code ledger_checkpoints}.
   *
   * @param isFresh signed within the time that was asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record StoredCheckpoint(long size, byte[] keyId, String note, boolean isFresh) {}

  interface LeafConsumer {
    void accept(Leaf leaf) throws SQLException;
  }

  @Override
  public List<Hash> read(int level, long index) throws SQLException {
    String sql = level == 0 ? SELECT_LEAF_TILE : SELECT_NODE_TILE;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      long first = index * WIDTH;
      statement.setLong(1, first);
      statement.setLong(2, first + WIDTH);
      if (level > 0) {
        statement.setInt(3, level);
      }
      List<Hash> hashes = new ArrayList<>(WIDTH);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next() && rows.getLong("position") == first + hashes.size()) {
          hashes.add(Hash.of(rows.getBytes("hash")));
        }
      }
      return hashes;
    }
  }

  /** The number of leaves. */
  long size() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT_SIZE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Until the end of the transaction nobody else signs. */
  void lockCheckpoints() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK_CHECKPOINTS)) {
      statement.execute();
    }
  }

  /** The checkpoint of the largest tree. */
  Optional<StoredCheckpoint> newestCheckpoint(long freshMillis) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT_NEWEST)) {
      statement.setLong(1, freshMillis);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new StoredCheckpoint(
                    row.getLong("tree_size"),
                    row.getBytes("key_id"),
                    row.getString("note"),
                    row.getBoolean("is_fresh")))
            : Optional.empty();
      }
    }
  }

  void insert(Checkpoint checkpoint, byte[] keyId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_CHECKPOINT)) {
      statement.setLong(1, checkpoint.size());
      statement.setBytes(2, keyId);
      statement.setString(3, checkpoint.note());
      statement.executeUpdate();
    }
  }

  /** The leaf of an event, if the actor may see it; null stands for everybody. */
  Optional<Leaf> leafOf(UUID eventId, String onlyActor) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT_LEAF)) {
      statement.setObject(1, eventId);
      statement.setString(2, onlyActor);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(leaf(row)) : Optional.empty();
      }
    }
  }

  /** Hands over the leaves from {@code from} to before {@code to}; inside a transaction. */
  void eachLeaf(long from, long to, LeafConsumer consumer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT_RANGE)) {
      statement.setFetchSize(FETCH_ROWS);
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          consumer.accept(leaf(rows));
        }
      }
    }
  }

  /** Those of the deletions that were recorded. */
  List<RecordedDeletion> deletions(Collection<UUID> ids) throws SQLException {
    List<RecordedDeletion> deletions = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SELECT_DELETIONS)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (row.getLong("leaves") > 0 && row.getString("event") != null) {
            deletions.add(recordedDeletion(row));
          }
        }
      }
    }
    return deletions;
  }

  private static RecordedDeletion recordedDeletion(ResultSet row) throws SQLException {
    return new RecordedDeletion(
        new Deletion(
            row.getString("id"),
            row.getString("run_id"),
            row.getString("policy_id"),
            row.getLong("leaves"),
            Hash.of(row.getBytes("chain"))),
        row.getString("event"),
        Hash.of(row.getBytes("leaf_hash")));
  }

  private static Leaf leaf(ResultSet row) throws SQLException {
    return new Leaf(
        row.getLong("leaf_index"),
        row.getObject("event_id", UUID.class),
        Hash.of(row.getBytes("leaf_hash")),
        row.getString("event"),
        row.getObject("deletion_id", UUID.class));
  }
}
