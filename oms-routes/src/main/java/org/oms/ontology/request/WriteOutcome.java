// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import java.util.Optional;

/**
 * What became of a write: the body that {@code direct:commitChange} and {@code
 * direct:commitBranchRecord} leave behind.
 *
 * @param answer the planned answer, or the stored one when this is a replay
 * @param commit the TerminusDB commit; empty when nothing had to be committed
 * @param replayed whether an earlier request with the same Idempotency-Key did the work
 */
public record WriteOutcome(Answer answer, Optional<String> commit, boolean replayed) {}
