// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.oms.audit.AuditConfig;
import org.oms.audit.storage.PostgresFailure;
import org.oms.audit.storage.SqlFile;

/**
 * Makes the reports that wait, one at a time in each instance.
 *
 * <p>Who makes a report has it on a lease, renewed between its parts. When the process is killed
 * the lease ends, and somebody begins again; after a few such attempts the report says that it
 * failed.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class ReportJobs {

  private static final Logger LOG = Logger.getLogger(ReportJobs.class);

  private static final String MADE = "made";
  private static final String FAILED = "failed";

  private final DataSource database;
  private final ReportMaker maker;
  private final AuditConfig.Report limits;
  private final MeterRegistry meters;
  private final String giveUp = SqlFile.named("report/give-up").text();
  private final String claimReport = SqlFile.named("report/claim-report").text();
  private final String extendLease = SqlFile.named("report/extend-lease").text();
  private final String finishReport = SqlFile.named("report/finish-report").text();
  private final String deleteOld = SqlFile.named("report/delete-old").text();

  ReportJobs(DataSource database, ReportMaker maker, AuditConfig config, MeterRegistry meters) {
    this.database = database;
    this.maker = maker;
    this.limits = config.report();
    this.meters = meters;
    List.of(MADE, FAILED).forEach(this::reports);
  }

  /** Makes a report, if one waits. */
  public void work() throws SQLException {
    int failed = update(giveUp, limits.attemptsMax());
    reports(FAILED).increment(failed);
    Optional<ReportJob> waiting = claim();
    if (waiting.isPresent()) {
      make(waiting.get());
    }
  }

  /** Deletes reports that are older than they may be. */
  public void deleteOld() throws SQLException {
    update(deleteOld, limits.ageMax().toSeconds());
  }

  private void make(ReportJob report) throws SQLException {
    try {
      ObjectNode content = maker.make(report, () -> extendLease(report));
      finish(report, content.toString(), null);
    } catch (LeaseLostException e) {
      LOG.warnf("Report %s is made by another attempt now", report.id());
    } catch (SQLException e) {
      if (PostgresFailure.of(e) == PostgresFailure.UNAVAILABLE) {
        throw e; // another attempt follows when the lease has ended
      }
      LOG.errorf(e, "Report %s failed", report.id());
      finish(report, null, "The report could not be made; the log of the service says why.");
    }
  }

  private void finish(ReportJob report, String content, String failure) throws SQLException {
    update(finishReport, content, failure, report.id(), report.attempt());
    reports(failure == null ? MADE : FAILED).increment();
  }

  private Counter reports(String outcome) {
    return meters.counter("audit.reports", "outcome", outcome);
  }

  private void extendLease(ReportJob report) {
    try {
      if (update(extendLease, leaseSeconds(), report.id(), report.attempt()) == 0) {
        throw new LeaseLostException();
      }
    } catch (SQLException e) {
      throw new LeaseLostException(e);
    }
  }

  private Optional<ReportJob> claim() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(claimReport)) {
      statement.setLong(1, leaseSeconds());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(job(row)) : Optional.empty();
      }
    }
  }

  private static ReportJob job(ResultSet row) throws SQLException {
    return new ReportJob(
        row.getString("id"),
        row.getString("type"),
        row.getString("framework"),
        row.getObject("period_from", OffsetDateTime.class),
        row.getObject("period_to", OffsetDateTime.class),
        Optional.ofNullable(row.getString("only_actor")),
        row.getString("requested_by"),
        row.getInt("attempts"));
  }

  private int update(String sql, Object... values) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private long leaseSeconds() {
    return limits.lease().toSeconds();
  }

  /** Somebody else makes the report, or will. */
  private static final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException() {
      super("the lease is lost");
    }

    LeaseLostException(SQLException cause) {
      super("the lease can't be renewed", cause);
    }
  }
}
