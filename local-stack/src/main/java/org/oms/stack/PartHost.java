// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What runs a part. Every method but {@link #launch()} returns when its effect shows. */
interface PartHost {

  /** What it says about the part now. */
  PartState state();

  /** The process id of a running part. */
  Optional<Long> pid();

  /** Fails with a sentence when the stopped part could not be launched, such as by a taken port. */
  void requireLaunchable();

  /** Begins to run a stopped part; whether it answers is for the caller to see. */
  void launch();

  /** How the stopped part ended, where that is known. */
  OptionalInt exitCode();

  /** Whether the running part is of an older build than the one that would be launched. */
  boolean isOutdated();

  /** Ends it in its own orderly way; one that is stopped stays so. */
  void stop();

  /** Ends it at once: nothing is flushed, nothing is said to anybody. */
  void kill();

  /** Freezes it: its connections stay open and nothing answers. */
  void pause();

  /** Lets a paused part go on. */
  void resume();

  /** Kills it and removes its data. */
  void wipe();

  /** All that the part has said since it was made. */
  List<String> logLines();

  /** The end of its log, and where the whole of it is. */
  String logTail();
}
