// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import java.io.InputStream;

/** The body of an answer that is made while it is sent. */
public abstract class StreamedAnswer extends InputStream {

  /** Rises whenever the client takes something. */
  public abstract long progress();

  /**
   * The response has ended or never will: gives back what the stream holds. Called once or more, on
   * a thread that may wait.
   */
  public abstract void release();
}
