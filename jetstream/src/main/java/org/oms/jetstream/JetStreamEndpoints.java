// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import java.time.Duration;
import org.apache.camel.builder.EndpointConsumerBuilder;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.builder.endpoint.AbstractEndpointBuilder;

/**
 * Type-safe {@code jetstream:} endpoints for routes written with the endpoint DSL.
 *
 * <p>Options that a deployment sets take text, so that they can be {@code {{placeholders}}}.
 */
public final class JetStreamEndpoints {

  private static final String SCHEME = "jetstream";

  private JetStreamEndpoints() {}

  /** Batches of {@code List<Exchange>} from a durable pull consumer. */
  public static Batches batches(String stream, String durable) {
    return new Batches(stream, durable);
  }

  /** A stream to publish to. */
  public static Publisher publisher(String stream) {
    return new Publisher(stream);
  }

  /** See {@link #batches}. */
  public static final class Batches extends AbstractEndpointBuilder
      implements EndpointConsumerBuilder {

    private Batches(String stream, String durable) {
      super(SCHEME, stream);
      doSetProperty("durable", durable);
      doSetProperty("batching", true);
    }

    /** Most messages of a batch, 500 unless told. */
    public Batches maxBatch(String maxBatch) {
      doSetProperty("maxBatch", maxBatch);
      return this;
    }

    /** Threads, 1 unless told; more than one gives up the order. */
    public Batches concurrentConsumers(String concurrentConsumers) {
      doSetProperty("concurrentConsumers", concurrentConsumers);
      return this;
    }

    /** Delay before a failed batch comes again, doubled with each delivery up to {@code max}. */
    public Batches nakDelay(Duration first, Duration max) {
      doSetProperty("nakDelay", first.toMillis());
      doSetProperty("nakDelayMax", max.toMillis());
      return this;
    }

    /** How long a pull waits at the server before it is renewed. */
    public Batches pullExpires(Duration pullExpires) {
      doSetProperty("pullExpires", pullExpires.toMillis());
      return this;
    }
  }

  /** See {@link #publisher}. */
  public static final class Publisher extends AbstractEndpointBuilder
      implements EndpointProducerBuilder {

    private Publisher(String stream) {
      super(SCHEME, stream);
    }

    /** Subject of messages that name none themselves. */
    public Publisher subject(String subject) {
      doSetProperty("subject", subject);
      return this;
    }

    /** Most unacknowledged messages, 1000 unless told. */
    public Publisher maxInFlight(String maxInFlight) {
      doSetProperty("maxInFlight", maxInFlight);
      return this;
    }

    /** How long to wait for the acknowledgements of a slice. */
    public Publisher ackTimeout(Duration ackTimeout) {
      doSetProperty("ackTimeout", ackTimeout.toMillis());
      return this;
    }
  }
}
