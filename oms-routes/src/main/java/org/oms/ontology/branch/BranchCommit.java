// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A commit of a branch, as TerminusDB keeps it.
 *
 * @param author the actor's username; {@code oms} where several share the commit or nobody asked
 * @param message {@code event=<id>} or {@code group=<id>} of the audit events it made; any other
 *     commit changed no resource
 */
public record BranchCommit(String id, String author, Instant time, String message) {

  /** As the contract's schema {@code BranchCommit} shows it. */
  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("commit", id)
        .put("author", author)
        .put("time", time.toString())
        .put("message", message);
  }
}
