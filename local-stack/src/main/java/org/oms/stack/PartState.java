// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

/** What the operating system says about a part's process. */
public enum PartState {
  RUNNING,
  PAUSED,
  STOPPED,
  /** Somebody else runs it; the stack only uses it. */
  EXTERNAL
}
