// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.oms.audit.AuditConfig;
import org.oms.audit.hash.Hash;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.JsonBody;
import org.oms.audit.http.RowJson;
import org.oms.audit.ledger.StoredTree.Leaf;
import org.oms.audit.ledger.StoredTree.RecordedDeletion;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/**
 * An auditor's quick look: the events of a range against their leaves, the tree against what was
 * signed. {@code make verify-ledger} looks at everything and does not trust this service.
 */
@ApplicationScoped
public class RangeCheck {

  /** Findings that are told; further ones are only counted. */
  private static final int FINDINGS_MAX = 100;

  /** Where the event that records a deletion has what was signed. */
  private static final JsonPointer DELETION_NOTE = JsonPointer.compile("/data/metadata/note");

  private final DataSource database;
  private final Checkpoints checkpoints;
  private final SigningKey key;
  private final int leavesMax;

  RangeCheck(DataSource database, Checkpoints checkpoints, SigningKey key, AuditConfig config) {
    this.database = database;
    this.checkpoints = checkpoints;
    this.key = key;
    this.leavesMax = config.ledger().verifyMax();
  }

  /**
   * {@code POST /ledger/verify}, before there is a transaction.
   *
   * @throws RefusedException when the caller may not, or the body is not valid
   */
  public ObjectNode read(ApiRequest request) {
    request.caller().requireVerifier();
    return JsonBody.read(request.body(), Set.of("from", "to"));
  }

  /** The answer; inside a transaction. */
  public ObjectNode check(ObjectNode asked) throws SQLException {
    try (Connection connection = database.getConnection()) {
      StoredTree tree = new StoredTree(connection);
      long size = tree.size();
      long to = SizeParameter.of("/to", text(asked, "to"), size).orElse(size);
      long from =
          SizeParameter.of("/from", text(asked, "from"), to).orElse(Math.max(0, to - leavesMax));
      if (to - from > leavesMax) {
        throw new RefusedException(
            ProblemKind.UNPROCESSABLE,
            "At most "
                + leavesMax
                + " leaves are checked at once; run make verify-ledger for all.");
      }
      return check(tree, from, to, size);
    }
  }

  private ObjectNode check(StoredTree tree, long from, long to, long size) throws SQLException {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("from", from).put("to", to).put("size", size);
    Range range = new Range(from);
    tree.eachLeaf(from, to, range::see);
    range.seeEnd(to);
    long deleted = lawfullyDeleted(tree, range);
    Optional<String> fault = faultOfTree(tree, size, answer);
    fault.ifPresent(text -> range.find(null, null, "tree", text));
    answer.put("deleted", deleted);
    answer.put("intact", range.found == 0).put("found", range.found);
    answer.set("findings", range.findings);
    return answer;
  }

  /** How many leaves of the range lost their event to deletions that are recorded and signed. */
  private long lawfullyDeleted(StoredTree tree, Range range) throws SQLException {
    Map<UUID, Leaf> unproven = new LinkedHashMap<>(range.firstDeleted);
    for (RecordedDeletion recorded : tree.deletions(unproven.keySet())) {
      byte[] event = recorded.event().getBytes(StandardCharsets.UTF_8);
      String note = RowJson.read(recorded.event()).at(DELETION_NOTE).asText();
      if (Hash.ofLeaf(event).equals(recorded.eventHash())
          && recorded.deletion().isSigned(note, key.trusted())) {
        unproven.remove(UUID.fromString(recorded.deletion().id()));
      }
    }
    unproven.forEach(
        (deletion, leaf) ->
            range.find(
                leaf.index(),
                leaf,
                "deletion-unproven",
                "The leaf is listed as deleted, and no signed record of deletion %s lists these leaves."
                    .formatted(deletion)));
    return range.deleted.entrySet().stream()
        .filter(deletion -> !unproven.containsKey(deletion.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What is wrong with the tree as a whole and its newest checkpoint. */
  private Optional<String> faultOfTree(StoredTree tree, long size, ObjectNode answer)
      throws SQLException {
    try {
      Optional<Checkpoint> newest = checkpoints.newest(tree, false);
      newest.ifPresent(checkpoint -> answer.put("signedSize", checkpoint.size()));
      if (newest.isPresent()) {
        checkpoints.requireConsistent(newest.get(), tree, size);
      }
      return Optional.empty();
    } catch (BrokenTreeException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static String text(ObjectNode asked, String field) {
    JsonNode value = asked.path(field);
    if (value.isMissingNode() || value.isIntegralNumber()) {
      return value.isMissingNode() ? null : value.asText();
    }
    throw RefusedException.invalid("/" + field, "wrong-type", "Give a whole number.");
  }

  /** The leaves of the range as they come by. */
  private static final class Range {
    private final ArrayNode findings = JsonNodeFactory.instance.arrayNode();
    private final Map<UUID, Long> deleted = new HashMap<>();
    private final Map<UUID, Leaf> firstDeleted = new LinkedHashMap<>();
    private long next;
    private long found;

    Range(long from) {
      next = from;
    }

    void see(Leaf leaf) {
      seeEnd(leaf.index());
      next = leaf.index() + 1;
      String event = leaf.event();
      if (event == null && leaf.deletion() != null) {
        deleted.merge(leaf.deletion(), 1L, Long::sum);
        firstDeleted.putIfAbsent(leaf.deletion(), leaf);
      } else if (event == null) {
        find(leaf.index(), leaf, "event-missing", "The event of the leaf is not stored.");
      } else if (!Hash.ofLeaf(event.getBytes(StandardCharsets.UTF_8)).equals(leaf.hash())) {
        find(leaf.index(), leaf, "event-altered", "The event does not give the hash of its leaf.");
      }
    }

    void seeEnd(long index) {
      if (next < index) {
        find(next, null, "leaf-missing", "There is no leaf up to before " + index + ".");
      }
    }

    void find(Long index, Leaf leaf, String kind, String detail) {
      found++;
      if (findings.size() < FINDINGS_MAX) {
        ObjectNode finding = findings.addObject().put("kind", kind).put("detail", detail);
        if (index != null) {
          finding.put("leafIndex", index);
        }
        if (leaf != null) {
          finding.put("eventId", leaf.eventId().toString());
        }
      }
    }
  }
}
