// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.apache.camel.Exchange;
import org.apache.camel.builder.EndpointConsumerBuilder;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.terminusdb.PrepareStoresRoutes;

/** Lets an event go only when the audit service says that it has stored it. */
@ApplicationScoped
public class ReceiptRoutes extends EndpointRouteBuilder {

  private final OmsConfig config;
  private final Receipts receipts;
  private final PollScheduler scheduler;

  @Inject
  public ReceiptRoutes(
      OmsConfig config, Receipts receipts, @Named("receiptScheduler") PollScheduler scheduler) {
    this.config = config;
    this.receipts = receipts;
    this.scheduler = scheduler;
  }

  @Override
  public void configure() {
    from(publishedEvents())
        .routeId("collectReceipts")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("Published events go when the audit service has stored them")
        .routeConfigurationId("propagate")
        .bean(receipts, "question")
        .setVariable("asked", body())
        .bean(GuardedReceiptCall.class, "ask")
        .bean(receipts, "outcome(${variable.asked}, ${body})")
        .removeHeaders("*")
        .to(sql("classpath:sql/outbox/settle-receipts.sql"))
        .bean(OutboxMeters.class, "receipted")
        .bean(scheduler, "busy");

    from(direct("askForReceipts"))
        .routeId("askForReceipts")
        .routeDescription("Which of these events are stored? The audit service says")
        .routeConfigurationId("propagate")
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .setHeader("Authorization", constant("Bearer " + config.audit().token().orElseThrow()))
        .to(audit())
        .removeHeaders("*");
  }

  /** Asks on at once while there are receipts to collect, and seldom while Audit is down. */
  private EndpointConsumerBuilder publishedEvents() {
    return sql("classpath:sql/outbox/find-unreceipted.sql")
        .useIterator(false)
        .routeEmptyResultSet(false)
        .transacted(true)
        .initialDelay(1000)
        .advanced()
        .pollStrategy("#receiptScheduler")
        .basic()
        .scheduler("#receiptScheduler");
  }

  private EndpointProducerBuilder audit() {
    String address = config.audit().url().getRawAuthority() + "/api/v1/audit/receipts/query";
    return config.audit().url().getScheme().equals("https") ? https(address) : http(address);
  }
}
