// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.oms.audit.AuditConfig;
import org.oms.audit.hash.Hash;
import org.oms.audit.ledger.StoredTree.StoredCheckpoint;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/**
 * Signs the tree as it grows, each time only after proving that it still begins with what was
 * signed last.
 */
@ApplicationScoped
public class Checkpoints {

  private static final Logger LOG = Logger.getLogger(Checkpoints.class);

  private final DataSource database;
  private final SigningKey key;
  private final long ageMillisMin;
  private final AtomicReference<String> refusal = new AtomicReference<>();

  Checkpoints(DataSource database, SigningKey key, AuditConfig config) {
    this.database = database;
    this.key = key;
    this.ageMillisMin = config.ledger().checkpointAgeMin().toMillis();
  }

  /** Signs if the tree has grown; a tree that must not be signed is an error in the log. */
  public void signGrowth() throws SQLException {
    try (Connection connection = database.getConnection()) {
      sign(new StoredTree(connection));
    } catch (BrokenTreeException e) {
      LOG.errorf("No checkpoint is signed: %s", e.getMessage());
    }
  }

  /** The newest checkpoint as text, signed now if the last one is not fresh. */
  public String current() throws SQLException {
    try (Connection connection = database.getConnection()) {
      StoredTree tree = new StoredTree(connection);
      Optional<Checkpoint> fresh = newest(tree, true);
      return (fresh.isPresent() ? fresh.get() : sign(tree)).note();
    } catch (BrokenTreeException e) {
      throw refused(e);
    }
  }

  /** The keys that check checkpoints, one a line, this service's own first. */
  public String keys() {
    return key.trusted().stream()
        .map(VerifierKey::text)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Why the tree was not signed when it last should have been; empty when it was. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal.get());
  }

  /** The newest checkpoint that has this leaf in its tree, signed now if need and limit allow. */
  Checkpoint covering(long leaf, StoredTree tree) throws SQLException {
    Optional<Checkpoint> newest = newest(tree, false);
    if (newest.isPresent() && leaf < newest.get().size()) {
      return newest.get();
    }
    if (newest(tree, true).isPresent()) {
      throw new RefusedException(
          ProblemKind.UNAVAILABLE, "The event is not in a signed checkpoint yet.");
    }
    return sign(tree);
  }

  /** The newest checkpoint there is, or only if it is fresh. */
  Optional<Checkpoint> newest(StoredTree tree, boolean onlyFresh) throws SQLException {
    return tree.newestCheckpoint(ageMillisMin)
        .filter(stored -> stored.isFresh() || !onlyFresh)
        .map(this::read);
  }

  /**
   * The tree of the first {@code size} leaves begins with the signed one.
   *
   * @throws BrokenTreeException when it does not
   */
  void requireConsistent(Checkpoint signed, StoredTree tree, long size) throws SQLException {
    if (signed.size() <= size) {
      MerkleTree leaves = new MerkleTree(tree, size);
      List<Hash> hashes = leaves.consistencyProof(signed.size());
      if (new ConsistencyProof(signed.size(), size, hashes).proves(signed.root(), leaves.root())) {
        return;
      }
    }
    throw new BrokenTreeException(
        "The tree of "
            + size
            + " leaves does not begin with the one of "
            + signed.size()
            + " leaves that was signed.");
  }

  /** What the caller is told about a tree that contradicts what was signed. */
  static RefusedException refused(BrokenTreeException e) {
    return new RefusedException(ProblemKind.CONFLICT, "The ledger is damaged. " + e.getMessage());
  }

  /** Signs the tree as it is; in a transaction, one after the other. */
  private Checkpoint sign(StoredTree tree) throws SQLException {
    try {
      tree.lockCheckpoints();
      Checkpoint checkpoint = signNext(tree);
      refusal.set(null);
      return checkpoint;
    } catch (BrokenTreeException e) {
      refusal.set(e.getMessage());
      throw e;
    }
  }

  private Checkpoint signNext(StoredTree tree) throws SQLException {
    Optional<StoredCheckpoint> last = tree.newestCheckpoint(ageMillisMin);
    long size = tree.size();
    if (last.isPresent()) {
      Checkpoint signed = read(last.get());
      requireConsistent(signed, tree, size);
      if (size == signed.size() && Arrays.equals(last.get().keyId(), key.verifierKey().id())) {
        return signed;
      }
    }
    Checkpoint next = Checkpoint.sign(key, size, new MerkleTree(tree, size).root());
    tree.insert(next, key.verifierKey().id());
    return next;
  }

  private Checkpoint read(StoredCheckpoint stored) {
    Checkpoint checkpoint = Checkpoint.read(stored.note(), key.trusted());
    if (checkpoint.size() != stored.size()) {
      throw new BrokenTreeException(
          "The checkpoint of size "
              + checkpoint.size()
              + " is kept as one of "
              + stored.size()
              + ".");
    }
    return checkpoint;
  }
}
