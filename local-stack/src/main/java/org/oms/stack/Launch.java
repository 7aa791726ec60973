// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.util.List;
import java.util.Map;

/**
 * How to start a part.
 *
 * @param command program and arguments
 * @param environment variables beside the launcher's own
 */
record Launch(List<String> command, Map<String, String> environment) {

  Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  static Launch of(List<String> command) {
    return new Launch(command, Map.of());
  }
}
