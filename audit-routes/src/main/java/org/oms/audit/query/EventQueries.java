// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
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

  private static final int LIMIT_DEFAULT = 100;

  /** Counting reads every event of the period. */
  private static final Duration PERIOD_DEFAULT = Duration.ofDays(30);

  private static final Duration PERIOD_MAX = Duration.ofDays(400);

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

  /** {@code GET /events/export}: all that fits and is stored by now; the format is not a filter. */
  public EventQuery forExport(ApiRequest request, Instant now) {
    Optional<String> onlyActor = request.caller().onlyActorOfExport();
    Map<String, String> filters = request.queryParameters();
    filters.remove("format");
    EventQuery query = query(new Filters(filters, ""), onlyActor);
    return query.with(conditions.named("recordedBefore", now.atOffset(ZoneOffset.UTC)));
  }

  /** {@code GET /statistics}: what is counted, and by what. */
  StatisticsQuery forStatistics(ApiRequest request, Instant now) {
    Optional<String> onlyActor = request.caller().onlyActor();
    Map<String, String> parameters = request.queryParameters();
    Filters given = new Filters(Map.copyOf(parameters), "");
    String by =
        given
            .oneOf("by", StatisticsQuery.GROUPS)
            .orElseThrow(() -> given.refused("by", "missing", "Say by what to count."));
    parameters.keySet().removeAll(Set.of("by", "limit"));
    EventQuery events = query(bounded(parameters, now), onlyActor);
    return new StatisticsQuery(by, given.limit(StatisticsQuery.GROUPS_MAX), events);
  }

  /** {@code GET /actors/{id}/activity}: what somebody did, newest first. */
  EventQuery forActivity(ApiRequest request, String actor, Instant now) {
    Optional<String> onlyActor = request.caller().onlyActor();
    Map<String, String> parameters = request.queryParameters();
    parameters.put("actor", actor);
    return query(bounded(parameters, now), onlyActor);
  }

  /** The filters with a period that has both ends. */
  private static Filters bounded(Map<String, String> parameters, Instant now) {
    Filters given = new Filters(Map.copyOf(parameters), "");
    OffsetDateTime to = given.time("to").orElse(now.atOffset(ZoneOffset.UTC));
    OffsetDateTime from = given.time("from").orElse(to.minus(PERIOD_DEFAULT));
    if (Duration.between(from, to).compareTo(PERIOD_MAX) > 0) {
      throw given.refused(
          "from", "period-too-long", "The period may have " + PERIOD_MAX.toDays() + " days.");
    }
    parameters.put("from", from.toString());
    parameters.put("to", to.toString());
    return new Filters(parameters, "");
  }

  /** The events of a report of a type, oldest first. */
  public EventQuery forReport(
      String type, OffsetDateTime from, OffsetDateTime to, Optional<String> onlyActor) {
    List<Condition> all = visibleTo(onlyActor);
    all.add(conditions.named("from", from));
    all.add(conditions.named("to", to));
    all.add(conditions.named("report." + type));
    TreeMap<String, String> asked =
        new TreeMap<>(Map.of("from", from.toInstant().toString(), "to", to.toInstant().toString()));
    return new EventQuery(
        all, Sort.OCCURRED_AT, Optional.empty(), LIMIT_DEFAULT, false, asked, "/reports");
  }

  /** {@code GET /events/{id}}: at most one event. */
  public EventQuery fromId(ApiRequest request) {
    List<Condition> all = visibleTo(request.caller().onlyActor());
    UUID id = request.pathId("id");
    all.add(conditions.named("id.is", id));
    return new EventQuery(
        all,
        Sort.OCCURRED_AT,
        Optional.empty(),
        1,
        false,
        new TreeMap<>(Map.of("id", id.toString())),
        "/events/{id}");
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
    all.addAll(period(filters));
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

  private List<Condition> period(Filters filters) {
    List<Condition> result = new ArrayList<>();
    Optional<OffsetDateTime> from = filters.time("from");
    Optional<OffsetDateTime> to = filters.time("to");
    from.ifPresent(time -> result.add(conditions.named("from", time)));
    to.ifPresent(time -> result.add(conditions.named("to", time)));
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw filters.refused("to", "before-from", "The end of the period is before its beginning.");
    }
    return result;
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
