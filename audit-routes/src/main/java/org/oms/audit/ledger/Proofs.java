// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.oms.audit.hash.Hash;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.ledger.StoredTree.Leaf;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/** Answers with proofs: that an event is in the tree, that a tree is the beginning of another. */
@ApplicationScoped
public class Proofs {

  private final DataSource database;
  private final Checkpoints checkpoints;
  private final SigningKey key;

  Proofs(DataSource database, Checkpoints checkpoints, SigningKey key) {
    this.database = database;
    this.checkpoints = checkpoints;
    this.key = key;
  }

  /** {@code GET /events/{id}/proof}: all that is needed to check the event elsewhere. */
  public String evidence(ApiRequest request) throws SQLException {
    String onlyActor = request.caller().onlyActor().orElse(null);
    UUID id = request.pathId("id");
    try (Connection connection = database.getConnection()) {
      StoredTree tree = new StoredTree(connection);
      Leaf leaf =
          tree.leafOf(id, onlyActor)
              .orElseThrow(
                  () -> new RefusedException(ProblemKind.NOT_FOUND, "There is no such event."));
      return evidence(leaf, tree).toString();
    } catch (BrokenTreeException e) {
      throw Checkpoints.refused(e);
    }
  }

  /** {@code GET /ledger/consistency}. */
  public String consistency(ApiRequest request) throws SQLException {
    Map<String, String> parameters = request.queryParameters();
    try (Connection connection = database.getConnection()) {
      StoredTree tree = new StoredTree(connection);
      long size = tree.size();
      long to = SizeParameter.of("to", parameters.get("to"), size).orElse(size);
      long from = SizeParameter.of("from", parameters.get("from"), to).orElse(0);
      MerkleTree leaves = new MerkleTree(tree, to);
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("from", from).put("to", to);
      answer.put("fromRoot", new MerkleTree(tree, from).root().base64());
      answer.put("toRoot", leaves.root().base64());
      addAll(answer.putArray("proof"), leaves.consistencyProof(from));
      return answer.toString();
    } catch (BrokenTreeException e) {
      throw Checkpoints.refused(e);
    }
  }

  private ObjectNode evidence(Leaf leaf, StoredTree tree) throws SQLException {
    Checkpoint checkpoint = checkpoints.covering(leaf.index(), tree);
    MerkleTree leaves = new MerkleTree(tree, checkpoint.size());
    if (!leaves.root().equals(checkpoint.root())) {
      throw new BrokenTreeException(
          "The first " + checkpoint.size() + " leaves are not those that were signed.");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("eventId", leaf.eventId().toString());
    if (leaf.event() != null) {
      answer.put("event", leaf.event());
    }
    answer.put("leafHash", leaf.hash().base64());
    answer.put("leafIndex", leaf.index()).put("treeSize", checkpoint.size());
    addAll(answer.putArray("auditPath"), leaves.auditPath(leaf.index()));
    answer.put("checkpoint", checkpoint.note());
    answer.put("key", key.verifierKey().text());
    return answer;
  }

  private static void addAll(ArrayNode array, List<Hash> hashes) {
    hashes.forEach(hash -> array.add(hash.base64()));
  }
}
