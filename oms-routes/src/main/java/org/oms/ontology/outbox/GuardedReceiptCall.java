// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import io.quarkus.arc.Unremovable;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** The route {@code askForReceipts} for plain Java, behind a circuit breaker. */
@ApplicationScoped
@Unremovable
public class GuardedReceiptCall {

  private final ProducerTemplate template;

  @Inject
  public GuardedReceiptCall(ProducerTemplate template) {
    this.template = template;
  }

  /**
   * The audit service's answer to a question for receipts.
   *
   * @throws org.apache.camel.CamelExecutionException when it does not answer, or refuses
   * @throws org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException when it
   *     was not asked
   */
  @CircuitBreaker(requestVolumeThreshold = 4, failureRatio = 1, delay = 1000, successThreshold = 1)
  @CircuitBreakerName("audit")
  public String ask(String question) {
    return template.requestBody("direct:askForReceipts", question, String.class);
  }
}
