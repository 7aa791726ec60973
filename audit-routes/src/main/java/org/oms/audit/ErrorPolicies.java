// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static org.apache.camel.Exchange.CONTENT_TYPE;
import static org.apache.camel.Exchange.HTTP_RESPONSE_CODE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteConfigurationBuilder;
import org.oms.audit.access.Refusals;
import org.oms.audit.ingest.RefusedData;
import org.oms.audit.problem.Problem;
import org.oms.audit.problem.Problems;

/** What happens when a route fails. Every route names exactly one of these policies. */
@ApplicationScoped
public class ErrorPolicies extends EndpointRouteConfigurationBuilder {

  private final Problems problems;
  private final Refusals refusals;

  ErrorPolicies(Problems problems, Refusals refusals) {
    this.problems = problems;
    this.refusals = refusals;
  }

  @Override
  public void configuration() {
    // REST operations: the caller gets a problem document (RFC 9457).
    routeConfiguration("answerProblem")
        .onException(Exception.class)
        .handled(true)
        .removeHeader("Link")
        .bean(problems, "of(${exception}, ${header.X-Request-Id}, ${header.CamelHttpPath})")
        .bean(refusals, "record(${routeId}, ${variable.request}, ${body})")
        .setHeader(HTTP_RESPONSE_CODE, simple("${body.status}"))
        .setHeader("Retry-After", simple("${body.retryAfter}"))
        .setHeader(CONTENT_TYPE, constant(Problem.MEDIA_TYPE))
        .transform(simple("${body.json}"));

    // Ingestion: values that PostgreSQL refuses are settled one by one, so that a bad event never
    // holds up the others. Anything else goes back to the broker, which delivers the batch again.
    routeConfiguration("storeOrPark")
        .onException(Exception.class)
        .onWhen(RefusedData::isCauseOf)
        .handled(true)
        .to(direct("storeSeparately"));

    // Preparation: PostgreSQL may come later than we do.
    routeConfiguration("retryUntilDone")
        .onException(Exception.class)
        .handled(true)
        .maximumRedeliveries(-1)
        .redeliveryDelay("{{audit.storage.retry-delay-ms}}")
        .useExponentialBackOff()
        .backOffMultiplier(2)
        .maximumRedeliveryDelay("{{audit.storage.retry-delay-ms-max}}")
        .logRetryStackTrace(false)
        .logStackTrace(false);

    // Seams: the failure is the caller's to decide.
    routeConfiguration("propagate").errorHandler(noErrorHandler());
  }
}
