// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.oms.jetstream.OutgoingMessage;
import org.oms.jetstream.PublishOutcome;

/**
 * The route {@code publishBatch} for plain Java, behind a circuit breaker: while NATS is down a
 * batch is not even tried, and a single one tells when it is back.
 */
@ApplicationScoped
public class GuardedPublication {

  /** NATS took nothing of a batch; it is asked again later. */
  public static final class NothingPublishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<PublishOutcome> outcomes;

    NothingPublishedException(List<PublishOutcome> outcomes) {
      super(outcomes.get(0).failure().reason());
      this.outcomes = outcomes;
    }

    /** One for each message, in the same order. */
    public List<PublishOutcome> outcomes() {
      return outcomes;
    }
  }

  private final ProducerTemplate template;

  @Inject
  public GuardedPublication(ProducerTemplate template) {
    this.template = template;
  }

  /**
   * What became of each message.
   *
   * @throws NothingPublishedException when none was taken
   * @throws org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException when
   *     nothing was tried
   */
  @CircuitBreaker(
      requestVolumeThreshold = 4,
      failureRatio = 1,
      delay = 1000,
      successThreshold = 1,
      failOn = NothingPublishedException.class)
  @CircuitBreakerName("nats")
  public List<PublishOutcome> publish(List<OutgoingMessage> messages) {
    @SuppressWarnings("unchecked")
    List<PublishOutcome> outcomes =
        template.requestBody("direct:publishBatch", messages, List.class);
    if (outcomes.stream().noneMatch(outcome -> outcome.acknowledged() || outcome.poison())) {
      throw new NothingPublishedException(outcomes);
    }
    return outcomes;
  }
}
