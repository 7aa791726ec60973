// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.time.Duration;

/** Object types created through OMS, against one commit a write straight to TerminusDB. */
final class OntologyWrites {

  private static final String DATABASE = "/api/db/admin/bench";
  private static final String DOCUMENTS = "/api/document/admin/bench?author=bench&message=bench";
  private static final int OMS_WRITERS = 100;
  private static final int DIRECT_WRITERS = 32;

  private final Http oms;
  private final Http terminusDb;
  private final Duration length;

  OntologyWrites(Target target, Duration length) {
    this.oms = Http.bearer(target.omsUrl(), target.developerToken());
    this.terminusDb =
        Http.basic(target.terminusDbUrl(), target.terminusDbUser(), target.terminusDbPassword());
    this.length = length;
  }

  void run(Figures figures) throws Exception {
    terminusDb.expect("POST", DATABASE, "{\"label\": \"bench\", \"comment\": \"\"}");
    try {
      terminusDb.expect("POST", DOCUMENTS + "&graph_type=schema", ObjectTypes.documentClass());
      warmUp();
      Measurement directOne = Load.run(1, length, this::direct);
      Measurement one = Load.run(1, length, this::throughOms);
      figures.add(
          "OMS write, 1 writer",
          Figures.rate(one, "writes"),
          Figures.rate(directOne, "commits"),
          Figures.times(one.percentile(50) / directOne.percentile(50)) + " the time",
          "≤ 1.3× the time");
      Measurement directMany = Load.run(DIRECT_WRITERS, length, this::direct);
      Measurement many = Load.run(OMS_WRITERS, length, this::throughOms);
      figures.add(
          "OMS writes, " + OMS_WRITERS + " writers, one branch",
          Figures.rate(many, "writes"),
          DIRECT_WRITERS + " writers: " + Figures.rate(directMany, "commits"),
          Figures.times(many.perSecond() / directMany.perSecond()),
          "≥ 15×, p99 ≤ 1 s, none failed");
    } finally {
      terminusDb.send("DELETE", DATABASE + "?force=true", "");
    }
  }

  private void warmUp() throws Exception {
    Load.run(DIRECT_WRITERS / 8, length.dividedBy(4), this::direct);
    Load.run(OMS_WRITERS, length.dividedBy(2), this::throughOms);
  }

  private boolean throughOms() throws Exception {
    String body = ObjectTypes.resource(ObjectTypes.uniqueName()).toString();
    return oms.send("POST", "/api/v1/schemas/main/object-types", body).statusCode() == 201;
  }

  private boolean direct() throws Exception {
    String body = ObjectTypes.document(ObjectTypes.uniqueName());
    return terminusDb.send("POST", DOCUMENTS, body).statusCode() == 200;
  }
}
