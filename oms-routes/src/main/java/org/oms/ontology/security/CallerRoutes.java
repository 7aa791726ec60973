// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.ReadRequestProcessor;

/** The caller, as the service sees them. */
@ApplicationScoped
public class CallerRoutes extends EndpointRouteBuilder {

  private final ReadRequestProcessor readRequest;
  private final AnswerProcessor answer;

  @Inject
  public CallerRoutes(ReadRequestProcessor readRequest, AnswerProcessor answer) {
    this.readRequest = readRequest;
    this.answer = answer;
  }

  @Override
  public void configure() {
    from(direct("getMe"))
        .routeId("getMe")
        .routeDescription("GET /me")
        .routeConfigurationId("answerProblem")
        .process(readRequest)
        .to(direct("admitRequest"))
        .bean(Caller.class, "of")
        .process(answer);
  }
}
