// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The answer to a request that is refused before any Camel route sees it. */
public final class ProblemResponse {

  /** The header that names a request, in both directions. */
  public static final String REQUEST_ID = "X-Request-Id";

  private ProblemResponse() {}

  /** Ends the response with the refusal as a problem document, unless it has ended already. */
  public static void send(RoutingContext context, RefusedException refusal) {
    if (context.response().ended()) {
      return;
    }
    if (context.response().headWritten()) {
      // Half an answer must not look like a whole one.
      context.request().connection().close();
      return;
    }
    String requestId = context.response().headers().get(REQUEST_ID);
    Problem problem = Problem.of(refusal, requestId, context.request().path());
    if (problem.retryAfter() != null) {
      context.response().putHeader("Retry-After", problem.retryAfter().toString());
    }
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(problem.json());
  }
}
