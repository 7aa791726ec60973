// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a branch beside its resources: a document of the workflow database. The record
 * is the truth; a TerminusDB branch without one is an orphan to be removed.
 *
 * @param from the branch it was made from; empty for {@code main}
 * @param fromCommit the commit of {@code from} it starts at: the first common ancestor of a merge
 * @param createdBy the actor's username, who may delete it
 */
public record BranchRecord(
    String name,
    Optional<String> from,
    Optional<String> fromCommit,
    String createdBy,
    Instant createdAt) {

  /** As the contract's schema {@code Branch} shows it. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name);
    from.ifPresent(branch -> json.put("from", branch));
    fromCommit.ifPresent(commit -> json.put("fromCommit", commit));
    json.put("createdBy", createdBy);
    json.put("createdAt", createdAt.toString());
    return json;
  }
}
