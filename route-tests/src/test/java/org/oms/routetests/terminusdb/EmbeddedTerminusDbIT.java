// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server keeps the contract of the real one. */
class EmbeddedTerminusDbIT extends TerminusDbContract {

  @TempDir static Path data;

  private static EmbeddedProcess process;

  @BeforeAll
  static void start() {
    process = EmbeddedProcess.start(data);
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @Override
  TerminusDb server() {
    return process.server();
  }
}
