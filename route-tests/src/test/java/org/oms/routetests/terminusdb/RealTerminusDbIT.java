// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The real server keeps the contract it was recorded from. It runs where {@code TERMINUSDB_URL}
 * (and {@code TERMINUSDB_USER}, {@code TERMINUSDB_PASSWORD}) name one, in databases of its own.
 */
@EnabledIfEnvironmentVariable(named = "TERMINUSDB_URL", matches = ".+")
class RealTerminusDbIT extends TerminusDbContract {

  @Override
  TerminusDb server() {
    return TerminusDb.of(
        System.getenv("TERMINUSDB_URL"),
        System.getenv().getOrDefault("TERMINUSDB_USER", "admin"),
        System.getenv().getOrDefault("TERMINUSDB_PASSWORD", "admin123"));
  }
}
