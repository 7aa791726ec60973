// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

/**
 * Where a request came from, as events name it.
 *
 * @param ip address of the client, or of the proxy before us
 * @param userAgent null when the client has sent none
 * @param accept the {@code Accept} header; null without one
 */
public record Origin(String requestId, String ip, String userAgent, String accept) {}
