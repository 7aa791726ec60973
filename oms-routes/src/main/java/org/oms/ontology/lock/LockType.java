// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import java.time.Duration;
import java.util.stream.Stream;
import org.oms.ontology.OmsConfig;

/** Why a schema is frozen; each type has the longest time it may last. */
public enum LockType {
  INDEXING("indexing"),
  MAINTENANCE("maintenance"),
  MIGRATION("migration"),
  BACKUP("backup"),
  MANUAL("manual");

  private final String contractName;

  LockType(String contractName) {
    this.contractName = contractName;
  }

  public String contractName() {
    return contractName;
  }

  static LockType named(String contractName) {
    return Stream.of(values())
        .filter(type -> type.contractName.equals(contractName))
        .findFirst()
        .orElseThrow();
  }

  /** How long a lock of this type lasts at most, heartbeats included; also when none is asked. */
  Duration longest(OmsConfig.Locks locks) {
    return Duration.ofSeconds(
        switch (this) {
          case INDEXING -> locks.indexingSecondsMax();
          case MAINTENANCE -> locks.maintenanceSecondsMax();
          case MIGRATION -> locks.migrationSecondsMax();
          case BACKUP -> locks.backupSecondsMax();
          case MANUAL -> locks.manualSecondsMax();
        });
  }
}
