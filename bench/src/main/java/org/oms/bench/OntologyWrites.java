// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.time.Duration;
import org.oms.bench.Figures.Goal;

/** Object types created through OMS, against one commit a write straight to TerminusDB. */
final class OntologyWrites {

  private static final String DATABASE = "/api/db/admin/bench";
  private static final String DOCUMENTS = "/api/document/admin/bench?author=bench&message=bench";
  private static final int DIRECT_WRITERS = 32;

  private final Http oms;
  private final Http terminusDb;
  private final Duration length;
  private final int writers;

  OntologyWrites(Target target, Duration length, int writers) {
    this.oms = Http.bearer(target.omsUrl(), target.developerToken());
    this.terminusDb =
        Http.basic(target.terminusDbUrl(), target.terminusDbUser(), target.terminusDbPassword());
    this.length = length;
    this.writers = writers;
  }

  void run(Figures figures) throws Exception {
    terminusDb.ensure("POST", DATABASE, "{\"label\": \"bench\", \"comment\": \"\"}");
    try {
      terminusDb.ensure("POST", DOCUMENTS + "&graph_type=schema", ObjectTypes.documentClass());
      warmUp();
      Measurement directOne = Load.run(1, length, this::direct);
      Measurement one = Load.run(1, length, this::throughOms);
      double longer = one.percentile(50) / directOne.percentile(50);
      figures.add(
          "OMS write, 1 writer",
          Figures.rate(one, "writes"),
          Figures.rate(directOne, "commits"),
          Figures.times(longer) + " the time",
          new Goal("≤ 1.3× the time", longer <= 1.3 && one.faultless()));
      Measurement directMany = Load.run(DIRECT_WRITERS, length, this::direct);
      Measurement many = Load.run(writers, length, this::throughOms);
      double more = many.perSecond() / directMany.perSecond();
      figures.add(
          "OMS writes, " + writers + " writers, one branch",
          Figures.rate(many, "writes"),
          DIRECT_WRITERS + " writers: " + Figures.rate(directMany, "commits"),
          Figures.times(more),
          new Goal(
              "≥ 15×, p99 ≤ 1 s, none failed",
              more >= 15 && many.percentile(99) <= 1000 && many.faultless()));
    } finally {
      terminusDb.send("DELETE", DATABASE + "?force=true", "");
    }
  }

  private void warmUp() throws Exception {
    Load.run(DIRECT_WRITERS / 8, length.dividedBy(4), this::direct);
    Load.run(writers, length.dividedBy(2), this::throughOms);
  }

  private int throughOms() throws IOException, InterruptedException {
    String body = ObjectTypes.resource(ObjectTypes.uniqueName()).toString();
    return oms.send("POST", "/api/v1/schemas/main/object-types", body).statusCode();
  }

  private int direct() throws IOException, InterruptedException {
    String body = ObjectTypes.document(ObjectTypes.uniqueName());
    return terminusDb.send("POST", DOCUMENTS, body).statusCode();
  }
}
