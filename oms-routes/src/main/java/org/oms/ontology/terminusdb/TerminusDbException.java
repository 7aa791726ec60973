// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

/** A request to TerminusDB that did not do what it should. */
public abstract sealed class TerminusDbException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TerminusDbException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Not processed, for certain: no connection, still loading, or the breaker is open. */
  public static final class Unavailable extends TerminusDbException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Maybe processed: a time-out, a lost connection or an answer nobody understands. */
  public static final class OutcomeUnknown extends TerminusDbException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String message) {
      super(message, null);
    }

    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Understood and refused: nothing was written. */
  public static final class Refused extends TerminusDbException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message, null);
    }
  }

  /** The guard's revision is not the one the commit required: nothing was written. */
  public static final class Fenced extends TerminusDbException {
    private static final long serialVersionUID = 1L;

    public Fenced(String message) {
      super(message, null);
    }
  }

  /** There is no such branch or commit. */
  public static final class NotFound extends TerminusDbException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message, null);
    }
  }
}
