// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.resource.EventDraft;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Plan;

/**
 * A schema freeze, as the table {@code locks} holds it.
 *
 * @param token the fencing token: higher than that of every earlier lock
 * @param duration how long a heartbeat extends it
 * @param expiresAt when it ends by itself, by the database's clock
 * @param endsAt no heartbeat reaches beyond it
 */
public record Lock(
    String id,
    Frozen frozen,
    LockType type,
    String reason,
    String ownerId,
    String owner,
    long token,
    Duration duration,
    Instant acquiredAt,
    Instant expiresAt,
    Instant endsAt) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A row of the table. */
  public static Lock of(Map<String, Object> row) {
    return new Lock(
        text(row, "id"),
        new Frozen(
            text(row, "branch"),
            optional(row, "kind").flatMap(Kind::ofPathSegment),
            optional(row, "rid"),
            optional(row, "resource_name")),
        LockType.named(text(row, "type")),
        text(row, "reason"),
        text(row, "owner_id"),
        text(row, "owner"),
        ((Number) row.get("token")).longValue(),
        Duration.ofSeconds(((Number) row.get("duration_seconds")).longValue()),
        instant(row, "acquired_at"),
        instant(row, "expires_at"),
        instant(row, "ends_at"));
  }

  /** The lock as its row, for the statement that stores it. */
  public ObjectNode row() {
    ObjectNode row = NODES.objectNode();
    row.put("id", id).put("branch", frozen.branch()).put("type", type.contractName());
    row.put("scope", frozen.scope());
    frozen.kind().ifPresent(kind -> row.put("kind", kind.pathSegment()));
    frozen.rid().ifPresent(rid -> row.put("rid", rid));
    frozen.resourceName().ifPresent(name -> row.put("resource_name", name));
    row.put("reason", reason).put("owner_id", ownerId).put("owner", owner).put("token", token);
    row.put("duration_seconds", duration.toSeconds()).put("acquired_at", acquiredAt.toString());
    return row.put("expires_at", expiresAt.toString()).put("ends_at", endsAt.toString());
  }

  /** As the contract's schema {@code Lock} shows it. */
  public ObjectNode json() {
    ObjectNode json = NODES.objectNode();
    json.put("id", id).put("branch", frozen.branch()).put("type", type.contractName());
    json.put("scope", frozen.scope());
    frozen.kind().ifPresent(kind -> json.put("kind", kind.pathSegment()));
    frozen.resourceName().ifPresent(name -> json.put("resource", name));
    frozen.rid().ifPresent(rid -> json.put("rid", rid));
    json.put("reason", reason).put("owner", owner).put("token", token);
    json.put("durationSeconds", duration.toSeconds()).put("acquiredAt", acquiredAt.toString());
    return json.put("expiresAt", expiresAt.toString()).put("endsAt", endsAt.toString());
  }

  /**
   * Ends a write that would change what is frozen.
   *
   * @throws ProblemException {@code schema-frozen} (423)
   */
  public static void requireUnfrozen(List<Lock> locks, Plan plan, Instant now) {
    for (Lock lock : locks) {
      if (plan.changes().stream().anyMatch(lock.frozen::holds)) {
        throw new ProblemException(lock.problem(now));
      }
    }
  }

  /** Ends the deletion of a branch of which something is frozen. */
  public static void requireUnfrozen(List<Lock> locks, Instant now) {
    if (!locks.isEmpty()) {
      throw new ProblemException(locks.get(0).problem(now));
    }
  }

  /** 423: who froze what, why, and until when. */
  private Problem problem(Instant now) {
    return refusal("schema-frozen", "The schema is frozen", 423, now);
  }

  /** 409: what was to be frozen is frozen already. */
  Problem held(Instant now) {
    return refusal("lock-held", "It is frozen already", 409, now);
  }

  private Problem refusal(String code, String title, int status, Instant now) {
    String detail =
        "%s is frozen by %s for %s until %s: %s"
            .formatted(frozen.path(), owner, type.contractName(), expiresAt, reason);
    long seconds = Math.max(1, Duration.between(now, expiresAt).toSeconds() + 1);
    Map<String, String> headers = Map.of("Retry-After", String.valueOf(seconds));
    Map<String, JsonNode> extensions = Map.of("lock", json());
    return new Problem(code, title, status, detail, List.of(), headers, extensions);
  }

  /** What is told of its beginning. */
  public EventDraft acquired() {
    return event("lock.acquire", NullNode.getInstance(), json(), Map.of());
  }

  /** What is told of its end. */
  EventDraft ended(String action, String how) {
    return event(action, json(), NullNode.getInstance(), Map.of("ended", how));
  }

  private EventDraft event(
      String action, JsonNode before, JsonNode after, Map<String, String> metadata) {
    return new EventDraft(action, "lock", id, frozen.path(), List.of(), before, after, metadata);
  }

  private static String text(Map<String, Object> row, String column) {
    return optional(row, column).orElseThrow();
  }

  private static Optional<String> optional(Map<String, Object> row, String column) {
    return Optional.ofNullable((String) row.get(column));
  }

  private static Instant instant(Map<String, Object> row, String column) {
    return ((Timestamp) row.get(column)).toInstant();
  }
}
