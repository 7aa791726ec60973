// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.EventDraft;
import org.oms.ontology.resource.Plan;
import org.oms.ontology.resource.ResourceChange;

/**
 * Events as {@code contracts/audit-event.schema.json} wants them, but for what is known only after
 * the commit: sequence, commit, duration.
 */
public final class Events {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MASK = "***";
  private static final int USER_AGENT_MAX = 500;
  private static final int ERROR_MESSAGE_MAX = 4000;

  private final Clock clock;
  private final Set<String> maskedFields;
  private final Limits limits;

  /** Bytes of an event that is to be published, and of all events of one commit. */
  record Limits(long eventBytesMax, long commitBytesMax) {}

  /**
   * @param maskedFields names of fields whose values no event shows, at any depth
   */
  Events(Clock clock, Set<String> maskedFields, Limits limits) {
    this.clock = clock;
    this.maskedFields = Set.copyOf(maskedFields);
    this.limits = limits;
  }

  long commitBytesMax() {
    return limits.commitBytesMax();
  }

  static long bytes(List<OutboxEvent> events) {
    return events.stream().mapToLong(OutboxEvent::bytes).sum();
  }

  /**
   * The events of a plan that waits for its commit: of its cause, if it has one, and of its changes
   * in their order.
   *
   * @throws ProblemException when one of them is too large to be published, or all for a commit
   */
  List<OutboxEvent> intended(Plan plan, RequestContext context, Base base) {
    List<OutboxEvent> events = new ArrayList<>();
    plan.cause().ifPresent(draft -> events.add(intended(draft, context, base, Optional.empty())));
    Optional<UUID> cause = events.stream().map(OutboxEvent::id).findFirst();
    for (ResourceChange change : plan.changes()) {
      events.add(intended(change.event(), context, base, cause));
    }
    requireWithinLimits(events);
    return events;
  }

  private void requireWithinLimits(List<OutboxEvent> events) {
    for (OutboxEvent event : events) {
      if (event.bytes() > limits.eventBytesMax()) {
        throw ChangeProblems.eventTooLarge(event, limits.eventBytesMax());
      }
    }
    if (bytes(events) > limits.commitBytesMax()) {
      throw ChangeProblems.changeTooLarge(bytes(events), limits.commitBytesMax());
    }
  }

  /** An event that waits for its commit. */
  OutboxEvent intended(EventDraft draft, RequestContext context, Base base, Optional<UUID> cause) {
    Target target =
        new Target(draft.resourceType(), draft.resourceId(), draft.resourceName(), base.branch());
    UUID id = UuidV7.at(clock.instant());
    ObjectNode event = envelope(id, target, context);
    cause.ifPresent(causing -> event.put("causationid", causing.toString()));
    ObjectNode data = data(event, draft.action(), target, context, true);
    ObjectNode changes = data.putObject("changes");
    if (!base.commit().isEmpty()) {
      changes.put("commitBefore", base.commit());
    }
    draft.fieldsChanged().forEach(changes.withArray("fieldsChanged")::add);
    changes.set("before", masked(draft.before()));
    changes.set("after", masked(draft.after()));
    metadata(data, draft.metadata());
    return outboxEvent(id, target, draft.action(), event);
  }

  /** An event about what took place without a commit. */
  OutboxEvent done(EventDraft draft, RequestContext context, String branch) {
    OutboxEvent event = intended(draft, context, new Base(branch, ""), Optional.empty());
    event.event().withObject("/data").put("durationMs", durationMs(context));
    return event;
  }

  /** An event about an attempt that changed nothing. */
  public OutboxEvent refused(Refusal refusal) {
    String branch = refusal.branch().orElse("");
    String id = refusal.resourceId();
    boolean unknown =
        !id.startsWith("ri.") && !branch.isEmpty() && !refusal.resourceType().equals("branch");
    Target target =
        new Target(
            refusal.resourceType(),
            unknown ? branch + "/" + id : id,
            refusal.resourceName(),
            branch);
    UUID eventId = UuidV7.at(clock.instant());
    ObjectNode event = envelope(eventId, target, refusal.context());
    ObjectNode data = data(event, refusal.action(), target, refusal.context(), false);
    data.put("errorCode", refusal.problem().code());
    data.put("errorMessage", cut(refusal.problem().detail(), ERROR_MESSAGE_MAX));
    data.put("durationMs", durationMs(refusal.context()));
    metadata(data, refusal.metadata());
    return outboxEvent(eventId, target, refusal.action(), event);
  }

  /** Milliseconds since the request arrived, as {@code data.durationMs} shows them. */
  double durationMs(RequestContext context) {
    return Math.max(0, Duration.between(context.receivedAt(), clock.instant()).toNanos()) / 1e6;
  }

  Instant now() {
    return clock.instant();
  }

  /** What a commit builds on. */
  record Base(String branch, String commit) {}

  private record Target(String type, String id, String name, String branch) {
    String aggregate() {
      return type + "/" + id;
    }
  }

  private static OutboxEvent outboxEvent(UUID id, Target target, String action, ObjectNode event) {
    String verb = action.substring(action.lastIndexOf('.') + 1);
    String subject = "audit.events." + target.type() + "." + verb;
    return new OutboxEvent(id, target.aggregate(), subject, event);
  }

  private static ObjectNode envelope(UUID id, Target target, RequestContext context) {
    ObjectNode event = NODES.objectNode();
    event.put("specversion", "1.0").put("id", id.toString()).put("source", "/oms");
    event.put("type", "audit.activity.v1").put("subject", target.aggregate());
    event.put("time", context.receivedAt().toString());
    event.put("datacontenttype", "application/json");
    context.correlationId().ifPresent(value -> event.put("correlationid", value));
    context.traceparent().ifPresent(value -> event.put("traceparent", value));
    if (!target.branch().isEmpty()) {
      event.put("branch", target.branch());
    }
    return event.put("tenant", context.actor().tenant());
  }

  private static ObjectNode data(
      ObjectNode event, String action, Target target, RequestContext context, boolean success) {
    ObjectNode data = event.putObject("data");
    data.put("action", action);
    data.set("actor", actor(context.actor()));
    ObjectNode shown = data.putObject("target");
    shown.put("resourceType", target.type()).put("resourceId", target.id());
    if (target.name() != null && !target.name().isEmpty()) {
      shown.put("resourceName", cut(target.name(), 200));
    }
    if (!target.branch().isEmpty()) {
      shown.put("branch", target.branch());
    }
    data.put("success", success);
    data.put("requestId", context.requestId());
    return data;
  }

  private static ObjectNode actor(RequestContext.Actor actor) {
    ObjectNode shown = NODES.objectNode();
    shown.put("id", actor.id()).put("username", actor.username());
    actor.email().ifPresent(email -> shown.put("email", email));
    actor.roles().forEach(shown.withArray("roles")::add);
    shown.put("tenant", actor.tenant()).put("type", actor.service() ? "service" : "user");
    shown.put("authMethod", actor.authMethod());
    actor
        .credential()
        .flatMap(RequestContext.Credential::sessionId)
        .ifPresent(session -> shown.put("sessionId", session));
    actor.ip().ifPresent(ip -> shown.put("ip", ip));
    actor.userAgent().ifPresent(agent -> shown.put("userAgent", cut(agent, USER_AGENT_MAX)));
    return shown;
  }

  private static void metadata(ObjectNode data, Map<String, String> metadata) {
    if (!metadata.isEmpty()) {
      ObjectNode shown = data.putObject("metadata");
      metadata.forEach(shown::put);
    }
  }

  private JsonNode masked(JsonNode value) {
    if (value == null || maskedFields.isEmpty()) {
      return value == null ? NODES.nullNode() : value;
    }
    JsonNode copy = value.deepCopy();
    mask(copy);
    return copy;
  }

  private void mask(JsonNode value) {
    if (value instanceof ObjectNode object) {
      maskedFields.stream().filter(object::has).forEach(name -> object.put(name, MASK));
    }
    value.forEach(this::mask);
  }

  private static String cut(String text, int lengthMax) {
    if (text.length() <= lengthMax) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(lengthMax - 1));
    return text.substring(0, splits ? lengthMax - 1 : lengthMax);
  }
}
