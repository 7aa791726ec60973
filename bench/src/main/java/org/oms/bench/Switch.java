// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

/** Stops a service and starts it again, waiting until it has. */
interface Switch {
  void stop() throws Exception;

  void start() throws Exception;
}
