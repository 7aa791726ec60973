// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Brings the stores to what this version needs, once at each start, whenever they come up. */
@ApplicationScoped
public class PrepareStoresRoutes extends EndpointRouteBuilder {

  /** Group of the routes that are started when the tables are there. */
  public static final String NEEDS_POSTGRES = "needsPostgres";

  /** Group of the routes that are started when the databases are there. */
  public static final String NEEDS_TERMINUSDB = "needsTerminusDb";

  private final PreparedStores stores;

  @Inject
  public PrepareStoresRoutes(PreparedStores stores) {
    this.stores = stores;
  }

  @Override
  public void configure() {
    from(timer("preparePostgres").repeatCount(1).delay(0))
        .routeId("preparePostgres")
        .routeDescription("Migrations of the outbox")
        .routeConfigurationId("retryUntilDone")
        .bean(stores, "preparePostgres")
        .process(new StartGroupProcessor(NEEDS_POSTGRES));

    from(timer("prepareTerminusDb").repeatCount(1).delay(0))
        .routeId("prepareTerminusDb")
        .routeDescription("Databases and classes of the ontology")
        .routeConfigurationId("retryUntilDone")
        .bean(stores, "prepareTerminusDb")
        .process(new StartGroupProcessor(NEEDS_TERMINUSDB));
  }
}
