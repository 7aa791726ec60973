// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.receipt;

import static org.apache.camel.Exchange.CONTENT_TYPE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.http.ReadRequestProcessor;

/** Receipts: a sender asks what is stored before it forgets. */
@ApplicationScoped
public class ReceiptRoutes extends EndpointRouteBuilder {

  private final Receipts receipts;

  ReceiptRoutes(Receipts receipts) {
    this.receipts = receipts;
  }

  @Override
  public void configure() {
    from(direct("queryReceipts"))
        .routeId("queryReceipts")
        .routeDescription("POST /receipts/query")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(receipts, "ids")
        .to(sql("classpath:sql/receipt/select-stored.sql"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(receipts, "answer");
  }
}
