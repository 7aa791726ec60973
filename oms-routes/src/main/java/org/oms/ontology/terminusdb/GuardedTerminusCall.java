// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * The route {@code callTerminusDb} for plain Java, behind a circuit breaker: while TerminusDB is
 * down, readers get the state in memory and writers their refusal at once.
 */
@ApplicationScoped
public class GuardedTerminusCall implements TerminusCall {

  private final ProducerTemplate template;

  @Inject
  public GuardedTerminusCall(ProducerTemplate template) {
    this.template = template;
  }

  @Override
  @CircuitBreaker(
      requestVolumeThreshold = 4,
      failureRatio = 0.75,
      delay = 1000,
      successThreshold = 1,
      failOn = {TerminusDbException.Unavailable.class, TerminusDbException.OutcomeUnknown.class})
  @CircuitBreakerName("terminusdb")
  public TerminusAnswer call(TerminusRequest request) {
    TerminusAnswer answer;
    try {
      answer = template.requestBody("direct:callTerminusDb", request, TerminusAnswer.class);
    } catch (CamelExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
    if (answer.status() == 503) {
      throw new TerminusDbException.Unavailable("TerminusDB is still loading", null);
    }
    return answer;
  }

  private static RuntimeException failure(Throwable cause) {
    boolean notSent =
        cause instanceof ConnectException
            || cause instanceof ConnectTimeoutException
            || cause instanceof NoRouteToHostException
            || cause instanceof UnknownHostException;
    if (notSent) {
      return new TerminusDbException.Unavailable(cause.getMessage(), cause);
    }
    if (cause instanceof IOException) {
      return new TerminusDbException.OutcomeUnknown(cause.toString(), cause);
    }
    return new IllegalStateException(cause);
  }
}
