// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * A {@link TerminusRequest} as the http component takes it. The body is bytes with a length, since
 * TerminusDB misreads chunks.
 */
final class TerminusRequestProcessor implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    TerminusRequest request = message.getBody(TerminusRequest.class);
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_METHOD, request.method());
    message.setHeader(Exchange.HTTP_PATH, request.path());
    message.setHeader(Exchange.HTTP_QUERY, request.query());
    if (request.body().isEmpty()) {
      message.setBody(null);
    } else {
      message.setBody(Json.MAPPER.writeValueAsBytes(request.body().get()));
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
  }
}
