// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import org.oms.audit.ingest.OwnEvent;

/**
 * A retention run that is asked for, and the event that says so.
 *
 * @param scheduledFor the time of the schedule; null when somebody asks
 */
record Run(
    String id,
    boolean dryRun,
    String by,
    OwnEvent event,
    String finishedEvent,
    String scheduledFor) {

  String requestedEvent() {
    return event.id();
  }
}
