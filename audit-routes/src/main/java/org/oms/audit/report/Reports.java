// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.oms.audit.access.Access;
import org.oms.audit.access.AccessLog;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.JsonBody;
import org.oms.audit.http.JsonFields;
import org.oms.audit.http.RowJson;
import org.oms.audit.ingest.EventBatch;
import org.oms.audit.ingest.OwnEvent;
import org.oms.audit.ingest.OwnEvents;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/** Reads requests for reports and answers them. */
@ApplicationScoped
public class Reports {

  private static final Set<String> FIELDS = Set.of("type", "framework", "from", "to");
  private static final List<String> TYPES =
      List.of("audit_trail", "access", "change", "compliance");

  /** A year and some days; the log of a longer time is exported. */
  private static final Duration PERIOD_MAX = Duration.ofDays(400);

  private final OwnEvents events;
  private final AccessLog accesses;

  Reports(OwnEvents events, AccessLog accesses) {
    this.events = events;
    this.accesses = accesses;
  }

  /** {@code POST /reports}. */
  public ReportRequest request(ApiRequest request) {
    Optional<String> onlyActor = request.caller().onlyActor();
    JsonFields fields = new JsonFields(JsonBody.read(request.body(), FIELDS));
    fields.requiredText("type", 100);
    String type = fields.oneOf("type", TYPES);
    String framework = fields.oneOf("framework", ControlCatalogue.FRAMEWORKS);
    if (type.equals("compliance") && onlyActor.isPresent()) {
      throw new RefusedException(
          ProblemKind.FORBIDDEN, "Controls look at everybody's events; another role is needed.");
    }
    if (type.equals("compliance") != (framework != null)) {
      throw JsonFields.refused(
          "framework", "misplaced", "A compliance report has a framework, and no other report.");
    }
    OffsetDateTime from = required(fields, "from");
    OffsetDateTime to = required(fields, "to");
    if (from.isAfter(to) || Duration.between(from, to).compareTo(PERIOD_MAX) > 0) {
      throw JsonFields.refused(
          "to", "bad-period", "The period ends after it begins and has at most 400 days.");
    }
    String id = UUID.randomUUID().toString();
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("operation", "requestReport");
    ObjectNode asked = metadata.putObject("filters");
    asked.put("type", type).put("framework", framework);
    asked.put("from", from.toString()).put("to", to.toString());
    OwnEvent event = OwnEvent.by(request, "audit.report").about("report", id, 1).with(metadata);
    return new ReportRequest(
        id,
        type,
        framework,
        from.toString(),
        to.toString(),
        onlyActor.orElse(null),
        request.caller().subject(),
        event);
  }

  /** The event of a request that was stored just now. */
  public EventBatch requested(ReportRequest report, List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      throw new RefusedException(ProblemKind.TOO_MANY, "Too many reports wait; try again later.");
    }
    return events.batch(report.event());
  }

  /** The body of the answer to {@code POST /reports}. */
  public String accepted(ReportRequest report) {
    return JsonNodeFactory.instance.objectNode().put("id", report.id()).toString();
  }

  /** {@code GET /reports}: those the caller may see. */
  public ReportSelection all(ApiRequest request) {
    return new ReportSelection(null, request.caller().onlyActor().orElse(null));
  }

  /** {@code GET /reports/{id}}, with its content or without. */
  public ReportSelection one(ApiRequest request) {
    return new ReportSelection(
        request.pathId("id").toString(), request.caller().onlyActor().orElse(null));
  }

  /** The body of an answer that is a list. */
  public String list(List<Map<String, Object>> rows) {
    return RowJson.list(rows);
  }

  /** The body of an answer that is one report. */
  public String only(List<Map<String, Object>> rows) {
    return (String) row(rows).get("json");
  }

  /**
   * The content of a finished report, whose read is an event now.
   *
   * @throws RefusedException when it is not finished or has failed
   */
  public ReportContent content(ApiRequest request, List<Map<String, Object>> rows) {
    ReportFormat format = ReportFormat.of(request);
    Map<String, Object> row = row(rows);
    if (Boolean.FALSE.equals(row.get("finished"))) {
      throw new RefusedException(ProblemKind.CONFLICT, "The report is not finished yet.");
    }
    if (row.get("failure") != null) {
      throw new RefusedException(ProblemKind.CONFLICT, (String) row.get("failure"));
    }
    Map<String, String> asked = Map.of("id", request.pathValue("id"), "format", format.parameter());
    accesses.record(request, new Access("audit.report", "getReportContent", asked, 1));
    return new ReportContent(format, RowJson.read((String) row.get("content")));
  }

  private static OffsetDateTime required(JsonFields fields, String name) {
    OffsetDateTime time = fields.time(name);
    if (time == null) {
      throw JsonFields.refused(name, "missing", "The field is needed.");
    }
    return time;
  }

  private static Map<String, Object> row(List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      throw new RefusedException(ProblemKind.NOT_FOUND, "There is no such report.");
    }
    return rows.get(0);
  }
}
