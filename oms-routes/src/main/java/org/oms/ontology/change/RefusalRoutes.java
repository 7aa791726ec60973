// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Refused writes become events. */
@ApplicationScoped
public class RefusalRoutes extends EndpointRouteBuilder {

  private final Refusals refusals;

  @Inject
  public RefusalRoutes(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void configure() {
    from(direct("noteRefusal"))
        .routeId("noteRefusal")
        .routeDescription("A refused write is recorded; when that fails, the answer is the same")
        .routeConfigurationId("goOn")
        .filter()
        .method(refusals, "isRecorded(${variable.request}, ${variable.problem})")
        .setVariable("answer", body())
        .bean(refusals, "of(${variable.request}, ${variable.problem})")
        .to(direct("recordRefusal"))
        .setBody(variable("answer"));
  }
}
