// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.terminusdb.PrepareStoresRoutes;

/** Refused writes become events. */
@ApplicationScoped
public class RefusalRoutes extends EndpointRouteBuilder {

  private final Refusals refusals;
  private final FailedAttempts failedAttempts;

  @Inject
  public RefusalRoutes(Refusals refusals, FailedAttempts failedAttempts) {
    this.refusals = refusals;
    this.failedAttempts = failedAttempts;
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

    from(timer("tellFailedAttempts").period("{{oms.events.failed-attempts-window-ms}}"))
        .routeId("tellFailedAttempts")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("One event for the requests without a good token that have none")
        .routeConfigurationId("tryNextTime")
        .setBody(method(failedAttempts, "untold"))
        .filter(simple("${body} > 0"))
        .setVariable("attempts", body())
        .bean(failedAttempts, "summary")
        .to(direct("recordRefusal"))
        .bean(failedAttempts, "told(${variable.attempts})");
  }
}
