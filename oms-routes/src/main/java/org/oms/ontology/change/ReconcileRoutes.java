// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Sees to it that no intent stays open because no write comes, and that old keys go. */
@ApplicationScoped
public class ReconcileRoutes extends EndpointRouteBuilder {

  private final ChangePipeline pipeline;

  @Inject
  public ReconcileRoutes(ChangePipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void configure() {
    from(timer("reconcileIntents").period("{{oms.change.reconcile-interval-ms}}"))
        .routeId("reconcileIntents")
        .routeDescription("Settles the intents of an instance whose lease ran out")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/change/find-stranded-intents.sql"))
        .filter(simple("${body.size} > 0"))
        .bean(pipeline, "settle");

    from(timer("forgetKeys").period("{{oms.change.forget-keys-interval-ms}}"))
        .routeId("forgetKeys")
        .routeDescription("Deletes expired Idempotency-Keys, a batch at a time")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/change/delete-expired-keys.sql"));
  }
}
