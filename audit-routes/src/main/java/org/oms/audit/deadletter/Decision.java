// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.deadletter;

/** What somebody decides about a dead letter, and why. */
public record Decision(long id, String resolution, String by, String reason) {}
