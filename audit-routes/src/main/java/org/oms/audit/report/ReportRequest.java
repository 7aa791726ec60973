// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import org.oms.audit.ingest.OwnEvent;

/**
 * A report that is asked for.
 *
 * @param framework of a compliance report; null else
 * @param onlyActor whose events alone it may show; null for all
 * @param event that says it was asked for
 */
record ReportRequest(
    String id,
    String type,
    String framework,
    String from,
    String to,
    String onlyActor,
    String by,
    OwnEvent event) {}
