// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.resource.DryRun;
import org.oms.ontology.security.Access;

/** What every operation does before and after its own work. */
@ApplicationScoped
public class RequestRoutes extends EndpointRouteBuilder {

  private final Access access;
  private final ContractCheck contractCheck;
  private final DryRun dryRun;

  @Inject
  public RequestRoutes(Access access, ContractCheck contractCheck, DryRun dryRun) {
    this.access = access;
    this.contractCheck = contractCheck;
    this.dryRun = dryRun;
  }

  @Override
  public void configure() {
    from(direct("admitRequest"))
        .routeId("admitRequest")
        .routeDescription(
            "Lets a request in: a good token, the role it needs, what the contract asks")
        .routeConfigurationId("propagate")
        .bean(access, "identify")
        .setVariable("request", body())
        .bean(access, "permit")
        .bean(contractCheck, "check")
        .setVariable("request", body());

    from(direct("decideWrite"))
        .routeId("decideWrite")
        .routeDescription("Commits a change to resources, or with dryRun=true only plans it")
        .routeConfigurationId("propagate")
        .choice()
        .when(simple("${variable.request.isDryRun}"))
        .bean(dryRun, "plan")
        .otherwise()
        .to(direct("commitChange"));

    from(direct("decideBranchWrite"))
        .routeId("decideBranchWrite")
        .routeDescription("Commits a change to the branches, or with dryRun=true only plans it")
        .routeConfigurationId("propagate")
        .choice()
        .when(simple("${variable.request.isDryRun}"))
        .bean(dryRun, "planBranch")
        .otherwise()
        .to(direct("commitBranchRecord"));
  }
}
