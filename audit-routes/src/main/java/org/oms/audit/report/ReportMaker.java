// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.oms.audit.AuditConfig;
import org.oms.audit.event.EventField;
import org.oms.audit.query.Cursor;
import org.oms.audit.query.EventFinder;
import org.oms.audit.query.EventPage;
import org.oms.audit.query.EventQueries;
import org.oms.audit.query.EventQuery;
import org.oms.audit.query.Statistics;
import org.oms.audit.query.StatisticsAnswer;
import org.oms.audit.query.StoredEvent;

/** Makes the content of a report: what happened, or what the controls of a framework say. */
@ApplicationScoped
public class ReportMaker {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE_EVENTS = 500;

  /** What a report shows of an event. */
  private static final List<EventField> FIELDS =
      List.of(
          EventField.TIME,
          EventField.ACTION,
          EventField.SUCCESS,
          EventField.ERROR_CODE,
          EventField.ACTOR_ID,
          EventField.ACTOR_NAME,
          EventField.RESOURCE,
          EventField.RESOURCE_NAME,
          EventField.BRANCH,
          EventField.FIELDS_CHANGED,
          EventField.ID);

  /** Their names, in the order of a table's columns. */
  static final List<String> EVENT_COLUMNS = FIELDS.stream().map(EventField::label).toList();

  private final ControlCatalogue catalogue;
  private final Controls controls;
  private final EventQueries queries;
  private final EventFinder finder;
  private final Statistics statistics;
  private final int eventsMax;
  private final Clock clock;

  ReportMaker(
      ControlCatalogue catalogue,
      Controls controls,
      EventQueries queries,
      EventFinder finder,
      Statistics statistics,
      AuditConfig config,
      Clock clock) {
    this.catalogue = catalogue;
    this.controls = controls;
    this.queries = queries;
    this.finder = finder;
    this.statistics = statistics;
    this.eventsMax = config.report().eventsMax();
    this.clock = clock;
  }

  /**
   * The content of the report.
   *
   * @param atWork is called before each part, and may end the attempt by an exception
   */
  ObjectNode make(ReportJob report, Runnable atWork) throws SQLException {
    ObjectNode content = JSON.createObjectNode();
    content.put("id", report.id());
    content.put("type", report.type());
    if (report.framework() != null) {
      content.put("framework", report.framework());
    }
    content.put("from", report.from().toInstant().toString());
    content.put("to", report.to().toInstant().toString());
    content.put("requestedBy", report.by());
    content.put("generatedAt", clock.instant().toString());
    report.onlyActor().ifPresent(actor -> content.put("onlyActor", actor));
    if (report.framework() != null) {
      addControls(content, report, atWork);
    } else {
      addEvents(content, report, atWork);
    }
    return content;
  }

  private void addControls(ObjectNode content, ReportJob report, Runnable atWork)
      throws SQLException {
    ObjectNode summary = content.putObject("summary");
    for (String status : new String[] {"PASS", "FAIL", "WARN", "NOT_APPLICABLE"}) {
      summary.put(status, 0);
    }
    ArrayNode results = content.putArray("controls");
    for (Control control : catalogue.of(report.framework())) {
      atWork.run();
      ObjectNode result = controls.run(control, report);
      String status = result.path("status").asText();
      summary.put(status, summary.path(status).asInt() + 1);
      results.add(result);
    }
  }

  private void addEvents(ObjectNode content, ReportJob report, Runnable atWork)
      throws SQLException {
    EventQuery query =
        queries.forReport(report.type(), report.from(), report.to(), report.onlyActor());
    atWork.run();
    ArrayNode actions = content.putArray("actions");
    long total = 0;
    for (StatisticsAnswer.Group group : statistics.countActions(query).groups()) {
      actions
          .addObject()
          .put("action", group.key())
          .put("events", group.events())
          .put("failed", group.failed());
      total += group.events();
    }
    content.put("total", total);
    ArrayNode events = content.putArray("events");
    Optional<Cursor> next = Optional.empty();
    do {
      atWork.run();
      EventPage page = finder.find(query.page(next, PAGE_EVENTS));
      page.events().stream()
          .limit(eventsMax - (long) events.size())
          .forEach(event -> events.add(row(event)));
      next = page.next();
    } while (next.isPresent() && events.size() < eventsMax);
    content.put("truncated", total > events.size());
  }

  private static ObjectNode row(StoredEvent event) {
    JsonNode json = read(event.event());
    ObjectNode row = JSON.createObjectNode();
    for (EventField field : FIELDS) {
      JsonNode value = field.of(json);
      if (!value.isMissingNode() && !value.isNull()) {
        row.set(field.label(), value);
      }
    }
    return row;
  }

  private static JsonNode read(String event) {
    try {
      return JSON.readTree(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
