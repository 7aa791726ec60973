// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.deadletter;

/**
 * A page of dead letters.
 *
 * @param before ids from here on are on pages before
 * @param rows one more than the page has, to know whether another follows
 */
public record DeadLetterQuery(long before, String state, int rows) {}
