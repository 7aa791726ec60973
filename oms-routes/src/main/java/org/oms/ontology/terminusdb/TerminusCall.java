// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

/** The way to TerminusDB. */
@FunctionalInterface
public interface TerminusCall {

  /**
   * Sends a request once and returns whatever is answered, errors included.
   *
   * @throws TerminusDbException.Unavailable when the request was certainly not processed
   * @throws TerminusDbException.OutcomeUnknown when it may have been
   */
  TerminusAnswer call(TerminusRequest request);
}
