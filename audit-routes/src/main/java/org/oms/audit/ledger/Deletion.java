// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.util.List;
import org.oms.audit.hash.Hash;

/**
 * What one step of a retention run has deleted under one policy.
 *
 * @param id of the event that records it
 * @param leaves how many leaves have lost their event
 * @param chain the hash over these leaves, by {@code leaf_chain}
 */
public record Deletion(String id, String runId, String policyId, long leaves, Hash chain) {

  /** It, signed: whoever only has the database can't make another. */
  public String sign(SigningKey key) {
    return SignedNote.sign(key, lines()).note();
  }

  /** Whether this note says so, and one of the keys has signed it. */
  boolean isSigned(String note, List<VerifierKey> keys) {
    return SignedNote.read(note, keys).filter(signed -> signed.lines().equals(lines())).isPresent();
  }

  private String lines() {
    return "deletion %s\nrun %s\npolicy %s\nleaves %d\n%s\n"
        .formatted(id, runId, policyId, leaves, chain.base64());
  }
}
