// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.oms.audit.AuditConfig;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.RowJson;
import org.oms.audit.ingest.EventBatch;
import org.oms.audit.ingest.OwnEvent;
import org.oms.audit.ingest.OwnEvents;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.storage.SqlFile;

/**
 * Deletes what its policy keeps no longer, as the owner of the tables: the service's own role
 * can't.
 *
 * <p>A run is a row. Each step locks it, decides about the next events and moves the cursor in the
 * row, all in one transaction: killed at any time, the run goes on from there, on any instance, and
 * its counts are exact.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class RetentionRuns {

  static final String ACTION = "retention.run";
  static final String RESOURCE_TYPE = "retention_run";

  /** PostgreSQL waited too long for a lock. */
  private static final String LOCK_TIMEOUT = "55P03";

  private final AgroalDataSource owner;
  private final AuditConfig.Retention limits;
  private final OwnEvents events;
  private final Deletions deletions;
  private final MeterRegistry meters;
  private final Counter deletedEvents;
  private final Counter droppedPartitions;
  private final String limitWaiting = SqlFile.named("retention/limit-waiting").text();
  private final String lockRun = SqlFile.named("retention/lock-run").text();
  private final String holdRules = SqlFile.named("retention/hold-rules").text();
  private final String dropExpired = SqlFile.named("retention/drop-expired-partition").text();
  private final String deleteExpired = SqlFile.named("retention/delete-expired").text();
  private final String dropEmpty = SqlFile.named("retention/drop-empty-partition").text();
  private final String finishRun = SqlFile.named("retention/finish-run").text();

  RetentionRuns(
      @DataSource("owner") AgroalDataSource owner,
      AuditConfig config,
      OwnEvents events,
      Deletions deletions,
      MeterRegistry meters) {
    this.owner = owner;
    this.limits = config.retention();
    this.events = events;
    this.deletions = deletions;
    this.meters = meters;
    this.deletedEvents = meters.counter("audit.retention.deleted.events");
    this.droppedPartitions = meters.counter("audit.retention.dropped.partitions");
    List.of("scheduled", "manual").forEach(this::runs);
  }

  /** {@code POST /retention/runs}. */
  public Run request(ApiRequest request) {
    request.caller().requireAdmin();
    String dryRun = request.queryParameters().getOrDefault("dryRun", "false");
    if (!List.of("true", "false").contains(dryRun)) {
      throw RefusedException.invalid("dryRun", "not-a-boolean", "Say true or false.");
    }
    String id = UUID.randomUUID().toString();
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("phase", "requested").put("dryRun", Boolean.parseBoolean(dryRun));
    metadata.put("trigger", "manual");
    OwnEvent event = OwnEvent.by(request, ACTION).about(RESOURCE_TYPE, id, 1).with(metadata);
    return new Run(
        id,
        Boolean.parseBoolean(dryRun),
        request.caller().subject(),
        event,
        UUID.randomUUID().toString(),
        null);
  }

  /** The event of a run that was stored just now. */
  public EventBatch requested(Run run, List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      throw new RefusedException(ProblemKind.CONFLICT, "A run is under way already.");
    }
    return events.batch(run.event());
  }

  /** The body of the answer to {@code POST /retention/runs}. */
  public String accepted(Run run) {
    return JsonNodeFactory.instance.objectNode().put("id", run.id()).toString();
  }

  /** Does steps of the run that is under way, up to a limit, so that the service can stop. */
  public void work() throws SQLException {
    int steps = 0;
    while (steps < limits.stepsMax() && step()) {
      steps++;
    }
  }

  /** The end of a run as an event; stored again it is recognised. */
  public String announce(Map<String, Object> run) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("phase", "finished").put("dryRun", (Boolean) run.get("dry_run"));
    String trigger = (String) run.get("trigger");
    metadata.put("trigger", trigger);
    long expired = ((Number) run.get("expired")).longValue();
    metadata.put("scanned", ((Number) run.get("scanned")).longValue());
    metadata.put("expired", expired);
    int dropped = ((Number) run.get("partitions_dropped")).intValue();
    metadata.put("partitionsDropped", dropped);
    metadata.set("policies", RowJson.read((String) run.get("policies")));
    String id = (String) run.get("id");
    events.append(
        OwnEvent.byService(ACTION)
            .named((String) run.get("finished_event"))
            .about(RESOURCE_TYPE, id, 2)
            .causedBy((String) run.get("requested_event"))
            .with(metadata));
    if (Boolean.FALSE.equals(run.get("dry_run"))) {
      runs(trigger).increment();
      deletedEvents.increment((double) expired);
      droppedPartitions.increment(dropped);
    }
    return id;
  }

  private Counter runs(String trigger) {
    return meters.counter("audit.retention.runs", "trigger", trigger);
  }

  /** False when there is nothing to do now. */
  private boolean step() throws SQLException {
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean more = step(connection);
        connection.commit();
        return more;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private boolean step(Connection connection) throws SQLException {
    execute(connection, limitWaiting);
    String id;
    boolean dryRun;
    try (PreparedStatement lock = connection.prepareStatement(lockRun);
        ResultSet run = lock.executeQuery()) {
      if (!run.next()) {
        return false;
      }
      id = run.getString("id");
      dryRun = run.getBoolean("dry_run");
    }
    execute(connection, holdRules);
    if ((!dryRun && drop(connection, dropExpired, id, id))
        || update(connection, deleteExpired, id, limits.batchMax()) > 0) {
      deletions.record(id, connection);
      return true;
    }
    if (!dryRun && drop(connection, dropEmpty, id)) {
      return true;
    }
    update(connection, finishRun, id);
    return false;
  }

  /**
   * Drops a partition; false when there is none, or when readers keep it: then its events are
   * deleted one by one, and the next run drops what is left.
   */
  private static boolean drop(Connection connection, String statement, Object... values)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      return update(connection, statement, values) > 0;
    } catch (SQLException e) {
      if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }
}
