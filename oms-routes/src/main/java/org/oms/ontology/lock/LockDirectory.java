// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import java.util.List;
import java.util.Optional;

/** The locks there are. Each method ends with {@code postgres-unavailable} (503) without them. */
public interface LockDirectory {

  /** What is frozen on a branch, oldest first. */
  List<Lock> on(String branch);

  /** A lock that still freezes something. */
  Optional<Lock> find(String id);

  /** The lock after a heartbeat of its owner; empty when it has ended. */
  Optional<Lock> extend(Lock lock);
}
