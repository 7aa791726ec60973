// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

/**
 * A retention policy as it shall be.
 *
 * @param actions beginnings of the actions it is for, none: all
 * @param by who wants it so
 */
@SuppressWarnings("ArrayRecordComponent") // bound to a statement, never compared
record Policy(
    String id,
    String name,
    String[] actions,
    String resourceType,
    String tag,
    String classification,
    String tenant,
    Integer days,
    String by) {}
