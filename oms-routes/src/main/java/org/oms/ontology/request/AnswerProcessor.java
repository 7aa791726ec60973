// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Turns a {@link Answer} or a {@link WriteOutcome} into the HTTP answer. */
@ApplicationScoped
@Unremovable
public class AnswerProcessor implements Processor {

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    if (message.getBody() instanceof WriteOutcome outcome) {
      outcome.commit().ifPresent(commit -> message.setHeader("OMS-Commit", commit));
      answer(message, outcome.answer());
    } else {
      answer(message, message.getBody(Answer.class));
    }
    ApiRequest request = exchange.getVariable("request", ApiRequest.class);
    message.setHeader("X-Request-Id", request.context().requestId());
    request.answerHeaders().forEach(message::setHeader);
  }

  private static void answer(Message message, Answer answer) {
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    answer.headers().forEach(message::setHeader);
    if (answer.body().isNull() || answer.body().isMissingNode()) {
      message.setBody(null);
    } else {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
      message.setBody(answer.body().toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
