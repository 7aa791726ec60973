// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The request's body as bytes with a length, since TerminusDB misreads chunks. */
final class TerminusBodyProcessor implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    TerminusRequest request = exchange.getMessage().getBody(TerminusRequest.class);
    if (request.body().isEmpty()) {
      exchange.getMessage().setBody(null);
    } else {
      exchange.getMessage().setBody(Json.MAPPER.writeValueAsBytes(request.body().get()));
      exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
  }
}
