// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

/** The stored tree contradicts itself or what was signed of it; the message says where. */
final class BrokenTreeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenTreeException(String message) {
    super(message);
  }
}
