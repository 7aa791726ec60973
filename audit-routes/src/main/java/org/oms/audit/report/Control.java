// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import java.util.Map;

/**
 * A control of the catalogue.
 *
 * @param standards where it stands in each framework it is part of
 * @param sql its query; null when nothing here can tell, and the note says why
 * @param appliesSql a query without rows when the control does not apply; null when it always does
 * @param when what a finding means
 * @param none what it means that there is none
 * @param note what its findings do not tell; null when there is nothing to add
 */
record Control(
    String id,
    String title,
    Map<String, String> standards,
    String sql,
    String appliesSql,
    String when,
    String none,
    String note) {}
