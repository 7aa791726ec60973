// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

/** A refusal whose whole body is its own, whatever the endpoint. */
abstract class ReplyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReplyException(String message, Throwable cause) {
    super(message, cause);
  }

  abstract Reply reply();
}
