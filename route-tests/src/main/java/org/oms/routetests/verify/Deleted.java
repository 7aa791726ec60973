// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * The events that retention deleted and recorded (docs/adr/0016): they were there, so they are not
 * missed. That the records are genuine is {@code make verify-ledger}'s to prove.
 */
final class Deleted {

  private final Set<String> ids = new HashSet<>();
  private final Map<String, Integer> byCommit = new HashMap<>();
  private final Map<String, BitSet> placesByDigest = new HashMap<>();

  static Deleted read(Sql audit) {
    Deleted deleted = new Deleted();
    audit.each("select-deleted-events", deleted::add);
    return deleted;
  }

  private void add(Sql.Row row) {
    ids.add(row.text("id"));
    placesByDigest
        .computeIfAbsent(row.text("subject_digest"), digest -> new BitSet())
        .set(Math.toIntExact(row.number("aggregate_sequence")));
    if (row.text("commit_id") != null) {
      byCommit.merge(row.text("commit_id"), 1, Integer::sum);
    }
  }

  boolean has(String id) {
    return ids.contains(id);
  }

  /** How many events of a commit are deleted. */
  int ofCommit(String commit) {
    return byCommit.getOrDefault(commit, 0);
  }

  /** The numbers of an aggregate that are deleted; the caller's own set. */
  BitSet places(String aggregate) {
    BitSet places = placesByDigest.get(digest(aggregate));
    return places == null ? new BitSet() : (BitSet) places.clone();
  }

  private static String digest(String aggregate) {
    try {
      byte[] text = aggregate.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
