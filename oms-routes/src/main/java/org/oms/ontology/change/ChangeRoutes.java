// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** The way of a write: it waits for its group, and the group is intended, committed, confirmed. */
@ApplicationScoped
public class ChangeRoutes extends EndpointRouteBuilder {

  private final ChangePipeline pipeline;

  @Inject
  public ChangeRoutes(ChangePipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void configure() {
    from(direct("commitChange"))
        .routeId("commitChange")
        .routeDescription("A write of resources, committed together with those that wait with it")
        .routeConfigurationId("propagate")
        .bean(pipeline, "commitChange");

    from(direct("commitBranchRecord"))
        .routeId("commitBranchRecord")
        .routeDescription("A branch created or deleted")
        .routeConfigurationId("propagate")
        .bean(pipeline, "commitBranchRecord");

    from(direct("commitLock"))
        .routeId("commitLock")
        .routeDescription("A lock acquired or ended")
        .routeConfigurationId("propagate")
        .bean(pipeline, "commitLock");

    from(direct("commitGroup"))
        .routeId("commitGroup")
        .routeDescription("Intent in PostgreSQL, commit in TerminusDB, confirmation in PostgreSQL")
        .routeConfigurationId("propagate")
        .bean(pipeline.steps(), "intend")
        .bean(pipeline.steps(), "commit")
        .bean(pipeline.steps(), "confirm");

    from(direct("recordRefusal"))
        .routeId("recordRefusal")
        .routeDescription("A refused write becomes an event")
        .routeConfigurationId("propagate")
        .bean(pipeline, "recordRefusal");
  }
}
