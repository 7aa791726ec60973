// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.terminusdb.PrepareStoresRoutes;

/** What keeps the write path healthy while nobody waits for it. */
@ApplicationScoped
public class ReconcileRoutes extends EndpointRouteBuilder {

  private final ChangePipeline pipeline;
  private final Layers layers;

  @Inject
  public ReconcileRoutes(ChangePipeline pipeline, Layers layers) {
    this.pipeline = pipeline;
    this.layers = layers;
  }

  @Override
  public void configure() {
    from(timer("reconcileIntents").period("{{oms.change.reconcile-interval-ms}}"))
        .routeId("reconcileIntents")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("Settles the intents of an instance whose lease ran out")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/change/find-stranded-intents.sql"))
        .split(body())
        .bean(pipeline, "settle");

    from(timer("optimizeBranches").period("{{oms.terminusdb.optimize-interval-ms}}"))
        .routeId("optimizeBranches")
        .routeGroup(PrepareStoresRoutes.NEEDS_TERMINUSDB)
        .autoStartup(false)
        .routeDescription("Keeps commits fast on branches that have had many")
        .routeConfigurationId("tryNextTime")
        .bean(layers, "optimize");

    from(timer("forgetKeys").period("{{oms.change.forget-keys-interval-ms}}"))
        .routeId("forgetKeys")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("Deletes expired Idempotency-Keys, a batch at a time")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/change/delete-expired-keys.sql"));
  }
}
