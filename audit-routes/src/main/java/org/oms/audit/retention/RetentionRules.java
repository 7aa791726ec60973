// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.JsonBody;
import org.oms.audit.http.JsonFields;
import org.oms.audit.http.RowJson;
import org.oms.audit.ingest.EventBatch;
import org.oms.audit.ingest.OwnEvent;
import org.oms.audit.ingest.OwnEvents;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/** Reads requests about retention policies and legal holds and answers them. */
@ApplicationScoped
public class RetentionRules {

  private static final Set<String> POLICY_FIELDS =
      Set.of("name", "actions", "resourceType", "tag", "classification", "tenant", "days");
  private static final Set<String> HOLD_FIELDS =
      Set.of(
          "reason",
          "actions",
          "resourceType",
          "resourceId",
          "actor",
          "tag",
          "tenant",
          "from",
          "to");
  private static final List<String> CLASSIFICATIONS =
      List.of("public", "internal", "confidential", "restricted");
  private static final List<String> STATES = List.of("active", "released", "all");
  private static final Pattern ACTIONS = Pattern.compile("[a-z_.]{1,80}");
  private static final int ACTIONS_MAX = 50;
  private static final int DAYS_MAX = 36_500;
  private static final int NAME_CHARS_MAX = 200;

  private final OwnEvents events;

  RetentionRules(OwnEvents events) {
    this.events = events;
  }

  /** {@code GET /retention-policies}: of all, that is, of no id. */
  public String all(ApiRequest request) {
    request.caller().requireAuditor();
    return null;
  }

  /** {@code GET …/{id}}: of which. */
  public String one(ApiRequest request) {
    request.caller().requireAuditor();
    return id(request);
  }

  /** {@code POST /retention-policies}. */
  public Policy create(ApiRequest request) {
    request.caller().requireAdmin();
    return policy(request, UUID.randomUUID().toString());
  }

  /** {@code PUT /retention-policies/{id}}. */
  public Policy update(ApiRequest request) {
    request.caller().requireAdmin();
    return policy(request, id(request));
  }

  /** {@code DELETE /retention-policies/{id}}. */
  public Policy delete(ApiRequest request) {
    request.caller().requireAdmin();
    return new Policy(
        id(request), null, new String[0], null, null, null, null, null, request.caller().subject());
  }

  /** {@code GET /legal-holds}: in which state. */
  public String state(ApiRequest request) {
    request.caller().requireAuditor();
    String state = request.queryParameters().getOrDefault("state", "active");
    if (!STATES.contains(state)) {
      throw RefusedException.invalid("state", "not-allowed", "Say active, released or all.");
    }
    return state;
  }

  /** {@code POST /legal-holds}. */
  public Hold place(ApiRequest request) {
    request.caller().requireAdmin();
    JsonFields fields = new JsonFields(JsonBody.read(request.body(), HOLD_FIELDS));
    OffsetDateTime from = fields.time("from");
    OffsetDateTime to = fields.time("to");
    if (from != null && to != null && from.isAfter(to)) {
      throw JsonFields.refused("to", "before-from", "The period ends before it begins.");
    }
    return new Hold(
        UUID.randomUUID().toString(),
        fields.requiredText("reason", 1000),
        fields.texts("actions", ACTIONS_MAX, ACTIONS).toArray(String[]::new),
        fields.text("resourceType", 40),
        fields.text("resourceId", 400),
        fields.text("actor", 200),
        fields.text("tag", 100),
        fields.text("tenant", 100),
        from == null ? null : from.toString(),
        to == null ? null : to.toString(),
        request.caller().subject());
  }

  /** {@code DELETE /legal-holds/{id}}. */
  public Hold release(ApiRequest request) {
    request.caller().requireAdmin();
    return new Hold(
        id(request),
        null,
        new String[0],
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        request.caller().subject());
  }

  /** What a statement has done to a policy; nothing, when there is none. */
  public Change changed(Policy policy, List<Map<String, Object>> rows) {
    if (rows.isEmpty() && policy.name() != null) {
      throw new RefusedException(
          ProblemKind.CONFLICT, "There is no such policy, or there are 200 already.");
    }
    Map<String, Object> row = only(rows, "There is no such policy.");
    String before = (String) row.get("before");
    String after = (String) row.get("after");
    String verb = before == null ? "create" : after == null ? "delete" : "update";
    long revision = ((Number) row.get("revision")).longValue();
    return new Change(
        "retention.policy." + verb,
        "retention_policy",
        policy.id(),
        revision,
        RowJson.of(before),
        RowJson.of(after));
  }

  /** A hold that was placed. */
  public Change placed(Hold hold, List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      throw new RefusedException(ProblemKind.CONFLICT, "There are 200 holds in force already.");
    }
    return new Change(
        "hold.place",
        "legal_hold",
        hold.id(),
        1,
        null,
        RowJson.of((String) rows.get(0).get("json")));
  }

  /** A hold that was released. */
  public Change released(Hold hold, List<Map<String, Object>> rows) {
    Map<String, Object> row = only(rows, "There is no such hold in force.");
    return new Change(
        "hold.release", "legal_hold", hold.id(), 2, null, RowJson.of((String) row.get("json")));
  }

  /** The change as an event, to be stored in the same transaction. */
  public EventBatch event(ApiRequest request, Change change) {
    return events.batch(
        OwnEvent.by(request, change.action())
            .about(change.resourceType(), change.id(), change.sequence())
            .changing(change.before(), change.after()));
  }

  /** The body of an answer that is a list. */
  public String list(List<Map<String, Object>> rows) {
    return RowJson.list(rows);
  }

  /** The body of an answer that is one of them. */
  public String only(List<Map<String, Object>> rows) {
    return RowJson.of((String) only(rows, "There is no such resource.").get("json")).toString();
  }

  private static Policy policy(ApiRequest request, String id) {
    JsonFields fields = new JsonFields(JsonBody.read(request.body(), POLICY_FIELDS));
    return new Policy(
        id,
        fields.requiredText("name", NAME_CHARS_MAX),
        fields.texts("actions", ACTIONS_MAX, ACTIONS).toArray(String[]::new),
        fields.text("resourceType", 40),
        fields.text("tag", 100),
        fields.oneOf("classification", CLASSIFICATIONS),
        fields.text("tenant", 100),
        fields.requiredNumber("days", 1, DAYS_MAX),
        request.caller().subject());
  }

  private static String id(ApiRequest request) {
    return request.pathId("id").toString();
  }

  private static Map<String, Object> only(List<Map<String, Object>> rows, String otherwise) {
    if (rows.isEmpty()) {
      throw new RefusedException(ProblemKind.NOT_FOUND, otherwise);
    }
    return rows.get(0);
  }
}
