// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

/** Says in one sentence what is wrong with the stack and what to do about it. */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StackException(String sentence) {
    super(sentence);
  }

  public StackException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
