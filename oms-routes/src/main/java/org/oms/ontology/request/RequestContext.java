// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who asked, and with what tracing ids.
 *
 * @param requestId from {@code X-Request-Id}, or made by the service
 * @param receivedAt when the request arrived; {@code createdAt} and {@code modifiedAt} are this
 */
public record RequestContext(
    String requestId,
    Optional<String> correlationId,
    Optional<String> traceparent,
    Actor actor,
    Instant receivedAt,
    Optional<IdempotencyKey> idempotencyKey) {

  /** The caller, as the event's {@code data.actor} shows it. */
  public record Actor(
      String id,
      String username,
      Optional<String> email,
      List<String> roles,
      String tenant,
      boolean service,
      Optional<String> ip,
      Optional<String> userAgent) {}

  /** An {@code Idempotency-Key} with the digest of the request it belongs to. */
  public record IdempotencyKey(String key, String requestHash) {}
}
