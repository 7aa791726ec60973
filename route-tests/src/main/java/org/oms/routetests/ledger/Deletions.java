// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves that are listed as deleted by retention, against the events that record the deletions: the
 * event is a leaf itself, and what it says of the leaves is signed.
 */
final class Deletions {

  private final ObjectMapper json = new ObjectMapper();
  private final Sha256 sha256;
  private final List<NoteKey> keys;
  private final Map<String, Listed> listed = new LinkedHashMap<>();
  private final Map<String, Long> lawful = new LinkedHashMap<>();

  Deletions(Sha256 sha256, List<NoteKey> keys) {
    this.sha256 = sha256;
    this.keys = keys;
  }

  /** The leaves of a deletion, and the hash over them as far as they have come by. */
  private static final class Listed {
    private final long first;
    private final String firstName;
    private long leaves;
    private byte[] chain = {};

    Listed(long first, String firstName) {
      this.first = first;
      this.firstName = firstName;
    }
  }

  /** A deletion that nothing proves; {@code leaf} is the first that is listed. */
  record Unproven(long leaf, String text) {}

  /** The next leaf, in the order of the tree, that the deletion lists. */
  void list(String deletion, long leaf, byte[] leafHash, String name) {
    Listed so = listed.computeIfAbsent(deletion, any -> new Listed(leaf, name));
    so.leaves++;
    so.chain = sha256.chain(so.chain, leaf, leafHash);
  }

  /** How many deletions are listed. */
  long size() {
    return listed.size();
  }

  /** The listed deletions that no record proves, when all leaves have come by. */
  List<Unproven> settle(ResultSet records) throws SQLException {
    Map<String, Listed> unproven = new LinkedHashMap<>(listed);
    while (records.next()) {
      Listed so = unproven.get(records.getString("id"));
      if (so != null && isProven(records, so)) {
        unproven.remove(records.getString("id"));
        String byWhat =
            "run %s under policy \"%s\""
                .formatted(records.getString("run_id"), records.getString("policy_name"));
        lawful.merge(byWhat, so.leaves, Long::sum);
      }
    }
    List<Unproven> told = new ArrayList<>();
    unproven.forEach(
        (deletion, so) ->
            told.add(
                new Unproven(
                    so.first,
                    "%s and %d more are listed as deleted, and no signed record of deletion %s lists these"
                        .formatted(so.firstName, so.leaves - 1, deletion))));
    return told;
  }

  /** Events that were deleted lawfully, by run and policy. */
  Map<String, Long> lawful() {
    return lawful;
  }

  private boolean isProven(ResultSet record, Listed so) throws SQLException {
    String event = record.getString("event");
    if (event == null
        || !Arrays.equals(
            sha256.leaf(event.getBytes(StandardCharsets.UTF_8)), record.getBytes("leaf_hash"))) {
      return false;
    }
    String expected =
        "deletion %s\nrun %s\npolicy %s\nleaves %d\n%s\n"
            .formatted(
                record.getString("id"),
                record.getString("run_id"),
                record.getString("policy_id"),
                so.leaves,
                Base64.getEncoder().encodeToString(so.chain));
    return SignedNote.read(read(event).at("/data/metadata/note").asText(), keys)
        .filter(note -> note.lines().equals(expected))
        .isPresent();
  }

  private JsonNode read(String event) {
    try {
      return json.readTree(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL has JSON that is none.", e);
    }
  }
}
