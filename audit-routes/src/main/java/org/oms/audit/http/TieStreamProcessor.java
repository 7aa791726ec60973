// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Ties the {@link StreamedAnswer} in the body to the response that carries it. */
public final class TieStreamProcessor implements Processor {

  private final ResponseStreams streams;
  private final Duration stallMax;

  /** Cuts off clients that take nothing for so long. */
  public TieStreamProcessor(ResponseStreams streams, Duration stallMax) {
    this.streams = streams;
    this.stallMax = stallMax;
  }

  @Override
  public void process(Exchange exchange) {
    streams.tie(
        exchange.getMessage().getBody(StreamedAnswer.class),
        exchange.getMessage().getHeader(ResponseStreams.REQUEST, String.class),
        stallMax);
  }
}
