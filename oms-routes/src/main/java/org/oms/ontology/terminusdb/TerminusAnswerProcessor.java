// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** What came over HTTP as a {@link TerminusAnswer}. */
final class TerminusAnswerProcessor implements Processor {

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    message.setBody(
        new TerminusAnswer(
            message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
            Optional.ofNullable(message.getHeader("TerminusDB-Data-Version", String.class)),
            body == null ? "" : new String(body, StandardCharsets.UTF_8)));
  }
}
