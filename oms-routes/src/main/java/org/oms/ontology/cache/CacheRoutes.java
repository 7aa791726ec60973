// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.terminusdb.PrepareStoresRoutes;

/** What keeps the shared cache useful while nobody waits for it. */
@ApplicationScoped
public class CacheRoutes extends EndpointRouteBuilder {

  private final Snapshots snapshots;

  @Inject
  public CacheRoutes(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public void configure() {
    from(timer("shareStates").period("{{oms.cache.share-interval-ms}}"))
        .routeId("shareStates")
        .routeGroup(PrepareStoresRoutes.NEEDS_TERMINUSDB)
        .autoStartup(false)
        .routeDescription("The newest states of branches go to Redis, for who starts next")
        .routeConfigurationId("tryNextTime")
        .bean(snapshots, "share");
  }
}
