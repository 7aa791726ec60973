// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Where writes go: they are committed, or only planned. */
@ApplicationScoped
public class WriteRoutes extends EndpointRouteBuilder {

  private static final String ASKED = "isAskedFor(${variable.request})";

  private final DryRun dryRun;

  @Inject
  public WriteRoutes(DryRun dryRun) {
    this.dryRun = dryRun;
  }

  @Override
  public void configure() {
    from(direct("decideWrite"))
        .routeId("decideWrite")
        .routeDescription("Commits a change to resources, or with dryRun=true only plans it")
        .routeConfigurationId("propagate")
        .choice()
        .when()
        .method(dryRun, ASKED)
        .bean(dryRun, "plan")
        .otherwise()
        .to(direct("commitChange"));

    from(direct("decideBranchWrite"))
        .routeId("decideBranchWrite")
        .routeDescription("Commits a change to the branches, or with dryRun=true only plans it")
        .routeConfigurationId("propagate")
        .choice()
        .when()
        .method(dryRun, ASKED)
        .bean(dryRun, "planBranch")
        .otherwise()
        .to(direct("commitBranchRecord"));

    from(direct("decideLockWrite"))
        .routeId("decideLockWrite")
        .routeDescription("Acquires or ends a lock, or with dryRun=true only plans it")
        .routeConfigurationId("propagate")
        .choice()
        .when()
        .method(dryRun, ASKED)
        .bean(dryRun, "planLock")
        .otherwise()
        .to(direct("commitLock"));
  }
}
