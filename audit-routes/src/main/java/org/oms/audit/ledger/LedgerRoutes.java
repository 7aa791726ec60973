// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import static org.apache.camel.Exchange.CONTENT_TYPE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.EndpointConsumerBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.component.sql.SqlOutputType;
import org.oms.audit.http.ReadRequestProcessor;

/** The ledger: checkpoints on an interval and on demand, proofs, and a quick look. */
@ApplicationScoped
public class LedgerRoutes extends EndpointRouteBuilder {

  private final Checkpoints checkpoints;
  private final Proofs proofs;
  private final RangeCheck rangeCheck;
  private final LedgerReads reads;
  private final LedgerMeters meters;

  LedgerRoutes(
      Checkpoints checkpoints,
      Proofs proofs,
      RangeCheck rangeCheck,
      LedgerReads reads,
      LedgerMeters meters) {
    this.checkpoints = checkpoints;
    this.proofs = proofs;
    this.rangeCheck = rangeCheck;
    this.reads = reads;
    this.meters = meters;
  }

  @Override
  public void configure() {
    from(everyCheckpointInterval())
        .routeId("signCheckpoints")
        .routeDescription("A checkpoint whenever the tree has grown, and what metrics say of it")
        .routeConfigurationId("retryUntilDone")
        .to(direct("signGrowth"))
        .to(direct("measureLedger"));

    from(direct("measureLedger"))
        .routeId("measureLedger")
        .routeDescription("The size of the tree and its newest checkpoint, for metrics")
        .routeConfigurationId("propagate")
        .to(sql("classpath:sql/ledger/select-state.sql").outputType(SqlOutputType.SelectOne))
        .bean(meters, "measure");

    from(direct("signGrowth"))
        .routeId("signGrowth")
        .routeDescription("One transaction: the tree begins with what was signed, and is signed")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .bean(checkpoints, "signGrowth");

    from(direct("getCheckpoint"))
        .routeId("getCheckpoint")
        .routeDescription("GET /ledger/checkpoint")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .to(direct("signOnDemand"))
        .bean(reads, "record('getCheckpoint', ${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, constant("text/plain; charset=utf-8"));

    from(direct("signOnDemand"))
        .routeId("signOnDemand")
        .routeDescription("One transaction: the newest checkpoint, signed now unless it is fresh")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .bean(checkpoints, "current");

    from(direct("getLedgerKey"))
        .routeId("getLedgerKey")
        .routeDescription("GET /ledger/key")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setHeader(CONTENT_TYPE, constant("text/plain; charset=utf-8"))
        .bean(checkpoints, "keys");

    from(direct("getEventProof"))
        .routeId("getEventProof")
        .routeDescription("GET /events/{id}/proof")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .to(direct("proveEvent"))
        .bean(reads, "record('getEventProof', ${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, constant("application/json"));

    from(direct("proveEvent"))
        .routeId("proveEvent")
        .routeDescription(
            "One transaction: a checkpoint with the event, and the event's audit path")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .bean(proofs, "evidence");

    from(direct("getConsistency"))
        .routeId("getConsistency")
        .routeDescription("GET /ledger/consistency")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(proofs, "consistency")
        .bean(reads, "record('getConsistency', ${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, constant("application/json"));

    from(direct("verifyLedger"))
        .routeId("verifyLedger")
        .routeDescription("POST /ledger/verify")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(rangeCheck, "read")
        .to(direct("checkRange"))
        .bean(reads, "recordVerification(${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, constant("application/json"));

    from(direct("checkRange"))
        .routeId("checkRange")
        .routeDescription("One transaction: a range of leaves beside its events, row by row")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .bean(rangeCheck, "check");
  }

  private EndpointConsumerBuilder everyCheckpointInterval() {
    return timer("signCheckpoints").delay(0).period("{{audit.ledger.checkpoint-interval}}");
  }
}
