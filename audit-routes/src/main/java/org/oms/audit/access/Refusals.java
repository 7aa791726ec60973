// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.ingest.OwnEvent;
import org.oms.audit.ingest.OwnEvents;
import org.oms.audit.problem.Problem;
import org.oms.audit.problem.ProblemKind;

/** Attempts that are refused for who asks or for the state of things are events, too. */
@ApplicationScoped
@Named("refusals")
public class Refusals {

  private static final Logger LOG = Logger.getLogger(Refusals.class);

  private static final Set<Integer> RECORDED =
      Set.of(
          ProblemKind.FORBIDDEN.status(),
          ProblemKind.CONFLICT.status(),
          ProblemKind.UNPROCESSABLE.status());

  /**
   * The operations of which each refused attempt counts, with their actions; of others what a
   * caller may not do.
   */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("listEvents", "audit.read"),
          Map.entry("queryEvents", "audit.read"),
          Map.entry("getEvent", "audit.read"),
          Map.entry("getTimeline", "audit.read"),
          Map.entry("getStatistics", "audit.read"),
          Map.entry("getActorActivity", "audit.read"),
          Map.entry("getEventProof", "audit.read"),
          Map.entry("getCheckpoint", "audit.read"),
          Map.entry("getConsistency", "audit.read"),
          Map.entry("verifyLedger", "audit.verify"),
          Map.entry("exportEvents", "audit.export"),
          Map.entry("requestReport", "audit.report"),
          Map.entry("listReports", "audit.report"),
          Map.entry("getReport", "audit.report"),
          Map.entry("getReportContent", "audit.report"),
          Map.entry("createRetentionPolicy", "retention.policy.create"),
          Map.entry("updateRetentionPolicy", "retention.policy.update"),
          Map.entry("deleteRetentionPolicy", "retention.policy.delete"),
          Map.entry("requestRetentionRun", "retention.run"),
          Map.entry("placeLegalHold", "hold.place"),
          Map.entry("releaseLegalHold", "hold.release"));

  private final OwnEvents events;

  Refusals(OwnEvents events) {
    this.events = events;
  }

  /**
   * Stores the attempt, if it counts.
   *
   * @param operation id of the route that was called
   * @param request null when it could not be read
   * @return the problem to answer: the given one, or that the attempt could not be stored
   */
  public Problem record(String operation, ApiRequest request, Problem problem) {
    boolean denied = problem.status() == ProblemKind.FORBIDDEN.status();
    String action = ACTIONS.getOrDefault(operation, denied ? "auth.denied" : null);
    if (action == null || request == null || !RECORDED.contains(problem.status())) {
      return problem;
    }
    OwnEvent event =
        OwnEvent.by(request, action)
            .about("audit_request", UUID.randomUUID().toString(), 1)
            .with(JsonNodeFactory.instance.objectNode().put("operation", operation))
            .refused(problem.type().replaceFirst("^/problems/", ""), problem.detail());
    try {
      events.append(event);
      return problem;
    } catch (RuntimeException e) {
      LOG.warnf("A refused %s could not be stored: %s", operation, e.getMessage());
      return new Problem(
          ProblemKind.UNAVAILABLE.type(),
          ProblemKind.UNAVAILABLE.title(),
          ProblemKind.UNAVAILABLE.status(),
          "The database is not available.",
          problem.instance(),
          problem.requestId(),
          List.of());
    }
  }
}
