// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteConfigurationBuilder;
import org.oms.ontology.request.ProblemProcessor;

/**
 * What happens when a route fails that somebody waits for. Every route names exactly one policy,
 * these or one of {@link BackgroundPolicies}.
 */
@ApplicationScoped
public class ErrorPolicies extends EndpointRouteConfigurationBuilder {

  private final ProblemProcessor answerProblem;

  @Inject
  public ErrorPolicies(ProblemProcessor answerProblem) {
    this.answerProblem = answerProblem;
  }

  @Override
  public void configuration() {
    // REST operations: the caller gets a problem document (RFC 9457); a refused write is an event.
    routeConfiguration("answerProblem")
        .onException(Exception.class)
        .handled(true)
        .logExhausted(false)
        .process(answerProblem)
        .to(direct("noteRefusal"));

    // What an answer does not depend on: it is logged, and the steps after it are done all the
    // same.
    routeConfiguration("goOn").onException(Exception.class).continued(true).logStackTrace(false);

    // Seams: the failure is the caller's to decide.
    routeConfiguration("propagate").errorHandler(noErrorHandler());
  }
}
