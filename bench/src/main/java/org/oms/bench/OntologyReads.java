// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.time.Duration;

/** One object type read through OMS, against the same content straight from TerminusDB. */
final class OntologyReads {

  private static final String DATABASE = "/api/db/admin/bench-reads";
  private static final String DOCUMENTS = "/api/document/admin/bench-reads";
  private static final String CHANGE = "?author=bench&message=bench";
  private static final int CONNECTIONS = 100;

  private final Http oms;
  private final Http terminusDb;
  private final Duration length;
  private final String apiName = ObjectTypes.uniqueName();

  OntologyReads(Target target, Duration length) {
    this.oms = Http.bearer(target.omsUrl(), target.developerToken());
    this.terminusDb =
        Http.basic(target.terminusDbUrl(), target.terminusDbUser(), target.terminusDbPassword());
    this.length = length;
  }

  void run(Figures figures) throws Exception {
    oms.expect(
        "POST", "/api/v1/schemas/main/object-types", ObjectTypes.resource(apiName).toString());
    terminusDb.expect("POST", DATABASE, "{\"label\": \"bench\", \"comment\": \"\"}");
    try {
      terminusDb.expect(
          "POST", DOCUMENTS + CHANGE + "&graph_type=schema", ObjectTypes.documentClass());
      terminusDb.expect("POST", DOCUMENTS + CHANGE, ObjectTypes.document(apiName));
      Load.run(CONNECTIONS, length, this::throughOms);
      Measurement direct = Load.run(CONNECTIONS, length, this::direct);
      Measurement cached = Load.run(CONNECTIONS, length, this::throughOms);
      figures.add(
          "OMS reads, " + CONNECTIONS + " connections",
          Figures.rate(cached, "reads"),
          Figures.rate(direct, "reads"),
          Figures.times(cached.perSecond() / direct.perSecond()),
          "≥ 20×, p99 ≤ 15 ms");
    } finally {
      terminusDb.send("DELETE", DATABASE + "?force=true", "");
    }
  }

  private boolean throughOms() throws Exception {
    return oms.get("/api/v1/schemas/main/object-types/" + apiName).statusCode() == 200;
  }

  private boolean direct() throws Exception {
    return terminusDb.get(DOCUMENTS + "?id=Bench/" + apiName).statusCode() == 200;
  }
}
