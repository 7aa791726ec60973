// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A report that is being made.
 *
 * @param attempt the how manieth this is, from 1
 */
record ReportJob(
    String id,
    String type,
    String framework,
    OffsetDateTime from,
    OffsetDateTime to,
    Optional<String> onlyActor,
    String by,
    int attempt) {}
