// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jboss.logging.Logger;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;

/**
 * Answers a failed request with its problem document. What nobody foresaw becomes a bare 500 whose
 * cause is in the log under the request's id, never in the answer.
 */
@ApplicationScoped
@Unremovable
public class ProblemProcessor implements Processor {

  private static final Logger LOG = Logger.getLogger(ProblemProcessor.class);

  @Override
  public void process(Exchange exchange) {
    Optional<ApiRequest> request =
        Optional.ofNullable(exchange.getVariable("request", ApiRequest.class));
    String requestId =
        request
            .map(known -> known.context().requestId())
            .orElseGet(() -> UUID.randomUUID().toString());
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Problem problem = problem(failure, requestId);
    exchange.setVariable("problem", problem);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
    message.setHeader(Exchange.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
    message.setHeader("X-Request-Id", requestId);
    request.ifPresent(known -> known.answerHeaders().forEach(message::setHeader));
    problem.headers().forEach(message::setHeader);
    String instance = request.map(ApiRequest::path).orElse("");
    ObjectNode document = ProblemDocument.of(problem, instance, requestId);
    message.setBody(document.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Problem problem(Exception failure, String requestId) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return known.problem();
      }
      if (cause instanceof SQLException sql && isUnavailable(sql)) {
        LOG.warnf("Request %s failed, PostgreSQL: %s", requestId, sql.getMessage());
        return Problem.postgresUnavailable();
      }
    }
    LOG.errorf(failure, "Request %s failed", requestId);
    return Problem.of(
        "internal-error", "Something went wrong", 500, "The log has more under the request's id.");
  }

  /**
   * No connection or a broken one, a server that stops or is full, tables that are not made yet.
   */
  private static boolean isUnavailable(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || state.equals("42P01")
        || Stream.of("08", "53", "57").anyMatch(state::startsWith);
  }
}
