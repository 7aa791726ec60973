// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

/**
 * A request that was answered with 401.
 *
 * @param operation of the contract; {@code unknown} when there is none at that path
 */
public record FailedAttempt(Origin origin, String operation) {}
