// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.ApiText;
import org.oms.audit.http.Origin;
import org.oms.audit.security.Caller;

/**
 * An event of this service itself, made to the contract of all events.
 *
 * @param json the event; the methods that add to it return it
 */
public record OwnEvent(ObjectNode json) {

  private static final int ACTOR_CHARS_MAX = 200;
  private static final int USER_AGENT_CHARS_MAX = 500;
  private static final int MESSAGE_CHARS_MAX = 4000;
  private static final int ROLES_MAX = 50;
  private static final int ROLE_CHARS_MAX = 100;

  /** What somebody does by a request. */
  public static OwnEvent by(ApiRequest request, String action) {
    OwnEvent event = of(action);
    ObjectNode actor = event.data().putObject("actor");
    Caller caller = request.caller();
    actor.put("id", text(caller.subject(), ACTOR_CHARS_MAX));
    actor.put("type", caller.roles().contains("service_account") ? "service" : "user");
    caller.roles().stream()
        .limit(ROLES_MAX)
        .forEach(role -> actor.withArray("roles").add(text(role, ROLE_CHARS_MAX)));
    return event.from(request.origin());
  }

  /** What somebody does whom the service does not know. */
  public static OwnEvent byNobody(String action) {
    OwnEvent event = of(action);
    event.data().putObject("actor").put("id", "anonymous").put("type", "user");
    return event;
  }

  /** Where the request came from. */
  public OwnEvent from(Origin origin) {
    ObjectNode actor = (ObjectNode) data().path("actor");
    if (origin.ip() != null) {
      actor.put("ip", origin.ip());
    }
    if (origin.userAgent() != null) {
      actor.put("userAgent", text(origin.userAgent(), USER_AGENT_CHARS_MAX));
    }
    data().put("requestId", origin.requestId());
    return this;
  }

  /** What the service does by itself. */
  public static OwnEvent byService(String action) {
    OwnEvent event = of(action);
    event.data().putObject("actor").put("id", "audit").put("type", "service");
    return event;
  }

  private static OwnEvent of(String action) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", "1.0");
    json.put("id", UuidV7.at(Instant.now()).toString());
    json.put("source", "/audit");
    json.put("type", "audit.activity.v1");
    json.put("time", Instant.now().toString());
    json.put("datacontenttype", "application/json");
    json.putObject("data").put("action", action).put("success", true);
    return new OwnEvent(json);
  }

  /** The resource it is about, and its place among the events about it. */
  public OwnEvent about(String resourceType, String resourceId, long sequence) {
    json.put("subject", resourceType + "/" + resourceId);
    json.put("sequence", sequence);
    data().putObject("target").put("resourceType", resourceType).put("resourceId", resourceId);
    return this;
  }

  /** The event that caused it. */
  public OwnEvent causedBy(String eventId) {
    json.put("causationid", eventId);
    return this;
  }

  /** The same event whenever it is made. */
  public OwnEvent named(String eventId) {
    json.put("id", eventId);
    return this;
  }

  /** What it was and what it is, null where it was or is not. */
  public OwnEvent changing(ObjectNode before, ObjectNode after) {
    data().putObject("changes").<ObjectNode>set("before", before).set("after", after);
    return this;
  }

  /** What there is to know beyond the fixed fields. */
  public OwnEvent with(ObjectNode metadata) {
    data().set("metadata", metadata);
    return this;
  }

  /** It was attempted and refused. */
  public OwnEvent refused(String errorCode, String message) {
    data().put("success", false).put("errorCode", errorCode);
    if (message != null) {
      data().put("errorMessage", text(message, MESSAGE_CHARS_MAX));
    }
    return this;
  }

  public String id() {
    return json.path("id").textValue();
  }

  IncomingMessage message() {
    return new IncomingMessage(
        json.toString().getBytes(StandardCharsets.UTF_8), id(), "audit.events", "/audit", 0);
  }

  private ObjectNode data() {
    return (ObjectNode) json.get("data");
  }

  private static String text(String text, int charsMax) {
    String cut = text.codePointCount(0, text.length()) > charsMax ? cut(text, charsMax) : text;
    return ApiText.isClean(cut) ? cut : cut.replaceAll("[^\\x20-\\x7E]", "?");
  }

  private static String cut(String text, int charsMax) {
    return text.substring(0, text.offsetByCodePoints(0, charsMax));
  }

  /** Time-ordered ids (RFC 9562), so that events of one time are near each other in the index. */
  private record UuidV7() {

    static UUID at(Instant time) {
      UUID random = UUID.randomUUID();
      long high = (time.toEpochMilli() << 16) | 0x7000 | (random.getMostSignificantBits() & 0x0FFF);
      return new UUID(high, random.getLeastSignificantBits());
    }
  }
}
