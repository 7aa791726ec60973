// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.time.Duration;
import org.oms.bench.Figures.Goal;

/** One object type read through OMS, against the same content straight from TerminusDB. */
final class OntologyReads {

  private static final String DATABASE = "/api/db/admin/bench-reads";
  private static final String DOCUMENTS = "/api/document/admin/bench-reads";
  private static final String CHANGE = "?author=bench&message=bench";

  private final Http oms;
  private final Http terminusDb;
  private final Duration length;
  private final int connections;
  private final String apiName = ObjectTypes.uniqueName();

  OntologyReads(Target target, Duration length, int connections) {
    this.oms = Http.bearer(target.omsUrl(), target.developerToken());
    this.terminusDb =
        Http.basic(target.terminusDbUrl(), target.terminusDbUser(), target.terminusDbPassword());
    this.length = length;
    this.connections = connections;
  }

  void run(Figures figures) throws Exception {
    oms.expect(
        "POST", "/api/v1/schemas/main/object-types", ObjectTypes.resource(apiName).toString());
    terminusDb.ensure("POST", DATABASE, "{\"label\": \"bench\", \"comment\": \"\"}");
    try {
      terminusDb.ensure(
          "POST", DOCUMENTS + CHANGE + "&graph_type=schema", ObjectTypes.documentClass());
      terminusDb.ensure("POST", DOCUMENTS + CHANGE, ObjectTypes.document(apiName));
      Load.run(connections, length, this::throughOms);
      Measurement direct = Load.run(connections, length, this::direct);
      Measurement cached = Load.run(connections, length, this::throughOms);
      double more = cached.perSecond() / direct.perSecond();
      figures.add(
          "OMS reads, " + connections + " connections",
          Figures.rate(cached, "reads"),
          Figures.rate(direct, "reads"),
          Figures.times(more),
          new Goal(
              "≥ 20×, p99 ≤ 15 ms",
              more >= 20 && cached.percentile(99) <= 15 && cached.faultless()));
    } finally {
      terminusDb.send("DELETE", DATABASE + "?force=true", "");
    }
  }

  private int throughOms() throws IOException, InterruptedException {
    return oms.get("/api/v1/schemas/main/object-types/" + apiName).statusCode();
  }

  private int direct() throws IOException, InterruptedException {
    return terminusDb.get(DOCUMENTS + "?id=Bench/" + apiName).statusCode();
  }
}
