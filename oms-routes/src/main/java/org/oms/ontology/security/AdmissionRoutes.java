// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.request.ContractCheck;

/** What every operation does first. */
@ApplicationScoped
public class AdmissionRoutes extends EndpointRouteBuilder {

  private final Admission admission;
  private final Access access;
  private final ContractCheck contractCheck;

  @Inject
  public AdmissionRoutes(Admission admission, Access access, ContractCheck contractCheck) {
    this.admission = admission;
    this.access = access;
    this.contractCheck = contractCheck;
  }

  @Override
  public void configure() {
    from(direct("admitRequest"))
        .routeId("admitRequest")
        .routeDescription(
            "Lets a request in: a good credential, not too often, the role it needs, what the"
                + " contract asks")
        .routeConfigurationId("propagate")
        .bean(admission, "identify")
        .setVariable("request", body())
        .bean(access, "permit")
        .bean(contractCheck, "check")
        .setVariable("request", body());
  }
}
