// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded;

/**
 * A request on which TerminusDB answers 500 {@code api:UnhandledErrorResponse}: usually a bad one.
 */
public final class Unhandled extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Unhandled(String message) {
    super(message);
  }
}
