// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.JsonBody;
import org.oms.audit.problem.RefusedException;

/** Reads requests for events: what they ask for, within what the caller may see. */
@ApplicationScoped
public class EventQueries {

  private static final Set<String> EXACT =
      Set.of(
          "actor",
          "resourceType",
          "resourceId",
          "resourceName",
          "branch",
          "commit",
          "errorCode",
          "tenant",
          "requestId",
          "correlationId",
          "tag");
  private static final Set<String> CLASSIFICATIONS =
      Set.of("public", "internal", "confidential", "restricted");

  /** Fields of a body that are no strings; all others are. */
  private static final Set<String> BOOLEANS = Set.of("success", "count");

  private static final Set<String> FIELDS =
      Set.of(
          "actor",
          "action",
          "resourceType",
          "resourceId",
          "resourceName",
          "branch",
          "commit",
          "success",
          "errorCode",
          "tenant",
          "requestId",
          "correlationId",
          "tag",
          "classification",
          "from",
          "to",
          "q",
          "sort",
          "limit",
          "cursor",
          "count");

  private final Conditions conditions;
  private final TermConditions terms;

  EventQueries(Conditions conditions, TermConditions terms) {
    this.conditions = conditions;
    this.terms = terms;
  }

  /** {@code GET /events}. */
  public EventQuery fromParameters(ApiRequest request) {
    Optional<String> onlyActor = request.caller().onlyActor();
    return query(new Filters(request.queryParameters(), ""), onlyActor);
  }

  /** {@code POST /events/query}. */
  public EventQuery fromBody(ApiRequest request) {
    Optional<String> onlyActor = request.caller().onlyActor();
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : JsonBody.read(request.body(), FIELDS).properties()) {
      values.put(field.getKey(), valueOf(field.getKey(), field.getValue()));
    }
    return query(new Filters(values, "/"), onlyActor);
  }

  /** {@code GET /events/{id}}: at most one event. */
  public EventQuery fromId(ApiRequest request) {
    List<Condition> all = visibleTo(request.caller().onlyActor());
    all.add(conditions.named("id.is", request.pathId("id")));
    return new EventQuery(
        all, Sort.OCCURRED_AT, Optional.empty(), 1, false, new TreeMap<>(), "/events/{id}");
  }

  private EventQuery query(Filters filters, Optional<String> onlyActor) {
    List<Condition> all = visibleTo(onlyActor);
    for (String name : EXACT) {
      filters.text(name).ifPresent(value -> all.add(conditions.matches(name, value, false)));
    }
    filters.text("action").ifPresent(value -> all.add(conditions.matches("action", value, true)));
    filters.flag("success").ifPresent(value -> all.add(conditions.named("success." + value)));
    filters
        .oneOf("classification", CLASSIFICATIONS)
        .ifPresent(value -> all.add(conditions.matches("classification", value, false)));
    filters.time("from").ifPresent(time -> all.add(conditions.named("from", time)));
    filters.time("to").ifPresent(time -> all.add(conditions.named("to", time)));
    filters.text("q").ifPresent(q -> all.addAll(terms.of(q)));
    SortedMap<String, String> kept = new TreeMap<>(filters.values());
    kept.keySet().removeAll(Set.of("cursor", "limit", "count"));
    long fingerprint = Cursor.fingerprint(kept);
    return new EventQuery(
        all,
        sort(filters),
        filters.read("cursor", text -> Cursor.parse(text, fingerprint, filters.pointer("cursor"))),
        filters.limit(),
        filters.flag("count").orElse(false),
        kept,
        "/events");
  }

  private List<Condition> visibleTo(Optional<String> onlyActor) {
    List<Condition> result = new ArrayList<>();
    onlyActor.ifPresent(actor -> result.add(conditions.named("actorId.is", actor)));
    return result;
  }

  private static Sort sort(Filters filters) {
    return filters
        .text("sort")
        .map(
            value ->
                Sort.ofParameter(value)
                    .orElseThrow(
                        () ->
                            filters.refused(
                                "sort",
                                "not-allowed",
                                "Sort by occurredAt, -occurredAt, recordedAt or -recordedAt.")))
        .orElse(Sort.OCCURRED_AT_DESCENDING);
  }

  private static String valueOf(String name, JsonNode value) {
    boolean fits;
    if (BOOLEANS.contains(name)) {
      fits = value.isBoolean();
    } else if (name.equals("limit")) {
      fits = value.isIntegralNumber();
    } else {
      fits = value.isTextual();
    }
    if (!fits) {
      throw RefusedException.invalid("/" + name, "wrong-type", "The value has the wrong type.");
    }
    return value.asText();
  }
}
