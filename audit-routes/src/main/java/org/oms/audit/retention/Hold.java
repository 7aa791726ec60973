// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

/**
 * A legal hold as it shall be; what it does not name, it holds for all.
 *
 * @param from the earliest time of an event, as text
 * @param by who wants it so
 */
@SuppressWarnings("ArrayRecordComponent") // bound to a statement, never compared
record Hold(
    String id,
    String reason,
    String[] actions,
    String resourceType,
    String resourceId,
    String actor,
    String tag,
    String tenant,
    String from,
    String to,
    String by) {}
