// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

/** A message that is no audit event, and won't be one when it is delivered again. */
public final class MalformedEventException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedEventException(String reason) {
    super(reason);
  }
}
