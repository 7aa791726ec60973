// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.oms.audit.AuditConfig;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.StreamedAnswer;
import org.oms.audit.ingest.OwnEvents;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.query.EventFinder;
import org.oms.audit.query.EventQueries;

/** Reads requests for exports and opens them, no more at once than configured. */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class Exports {

  private static final String COMPLETE = "complete";
  private static final String ABORTED = "aborted";

  private final EventQueries queries;
  private final EventFinder finder;
  private final AuditConfig.Export limits;
  private final Semaphore permits;
  private final MeterRegistry meters;
  private final Counter refused;
  private final Counter exported;
  private final Clock clock;
  private final OwnEvents events;

  Exports(
      EventQueries queries,
      EventFinder finder,
      AuditConfig config,
      MeterRegistry meters,
      Clock clock,
      OwnEvents events) {
    this.queries = queries;
    this.finder = finder;
    this.limits = config.export();
    this.permits = new Semaphore(limits.concurrentMax());
    this.meters = meters;
    this.clock = clock;
    this.events = events;
    meters.gauge(
        "audit.exports.active", permits, left -> limits.concurrentMax() - left.availablePermits());
    this.refused = meters.counter("audit.exports.refused");
    this.exported = meters.counter("audit.exported.events");
    List.of(COMPLETE, ABORTED).forEach(this::exports);
  }

  /** {@code GET /events/export}. */
  public Export read(ApiRequest request) {
    Map<String, String> parameters = request.queryParameters();
    String name = parameters.getOrDefault("format", ExportFormat.NDJSON.parameter());
    ExportFormat format =
        Arrays.stream(ExportFormat.values())
            .filter(candidate -> candidate.parameter().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    RefusedException.invalid(
                        "format", "not-allowed", "The format must be ndjson, json or csv."));
    return new Export(format, queries.forExport(request, clock.instant()), parameters);
  }

  /**
   * The export as a stream, which holds one of the permits until it ends. The beginning of the
   * export is stored as an event before its first byte goes out, its end before the last one.
   *
   * @throws RefusedException when there are as many exports as there may be
   */
  public StreamedAnswer open(ApiRequest request, Export export) throws IOException {
    if (!permits.tryAcquire()) {
      refused.increment();
      throw new RefusedException(
          ProblemKind.TOO_MANY,
          "There may be " + limits.concurrentMax() + " exports at once; try again later.");
    }
    boolean open = false;
    try {
      ExportRecord exportRecord = new ExportRecord(events, request, export);
      ExportStream stream =
          new ExportStream(
              export,
              finder,
              limits.pageEvents(),
              (count, complete) -> end(exportRecord, count, complete));
      stream.open();
      exportRecord.began();
      open = true;
      return stream;
    } finally {
      if (!open) {
        permits.release();
      }
    }
  }

  private void end(ExportRecord exportRecord, long count, boolean complete) {
    permits.release();
    exports(complete ? COMPLETE : ABORTED).increment();
    exported.increment((double) count);
    exportRecord.ended(count, complete);
  }

  private Counter exports(String outcome) {
    return meters.counter("audit.exports", "outcome", outcome);
  }
}
