// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

/**
 * Which reports are meant.
 *
 * @param id null for all
 * @param by who has asked for them; null for anybody
 */
record ReportSelection(String id, String by) {}
