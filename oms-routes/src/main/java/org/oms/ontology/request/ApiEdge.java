// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.contract.Contract;
import org.oms.ontology.contract.Operation;
import org.oms.ontology.problem.Problem;

/**
 * Answers what never reaches a route with a problem document too: an unknown path, a wrong method,
 * a body that is too large. Camel and Vert.x would answer these with an empty body.
 */
@ApplicationScoped
public class ApiEdge {

  /** Before the handlers of Quarkus and Camel, whose orders are from -500 on. */
  private static final int FIRST = -10_000;

  private record Served(Pattern path, Operation operation) {}

  private final String basePath;
  private final List<Served> served;
  private final long bodyBytesMax;
  private final Problem tooLarge;
  private final LargeBodies largeBodies;

  @Inject
  public ApiEdge(Contract contract, LargeBodies largeBodies, OmsConfig config) {
    this.largeBodies = largeBodies;
    bodyBytesMax = config.input().bodyBytesMax();
    tooLarge =
        Problem.of(
            "body-too-large",
            "The body is too large",
            413,
            "At most " + bodyBytesMax + " bytes are read.");
    basePath = contract.basePath();
    served =
        contract.operations().stream()
            .map(operation -> new Served(pattern(basePath + operation.path()), operation))
            .toList();
  }

  void install(@Observes Router router) {
    router.route(basePath + "*").order(FIRST).handler(this::check).failureHandler(this::fail);
  }

  private void check(RoutingContext context) {
    String path = context.request().path();
    long declaredBytes = declaredLength(context);
    // Quarkus would answer this with an empty body.
    if (declaredBytes > bodyBytesMax) {
      answerUnread(context, tooLarge);
      return;
    }
    List<Operation> there =
        served.stream()
            .filter(candidate -> candidate.path().matcher(path).matches())
            .map(Served::operation)
            .toList();
    String method = context.request().method().name();
    if (there.isEmpty()) {
      answer(context, Problem.of("path-not-found", "No such path", 404, "See /openapi."));
    } else if (there.stream().noneMatch(operation -> operation.method().equals(method))) {
      String allowed = String.join(", ", there.stream().map(Operation::method).distinct().toList());
      context.response().putHeader("Allow", allowed);
      answer(
          context,
          Problem.of("method-not-allowed", "Not that method", 405, "Allowed: " + allowed + "."));
    } else {
      largeBodies.admit(context, declaredBytes, problem -> answerUnread(context, problem));
    }
  }

  /** What is left of the body is not read: nothing can follow on this connection. */
  private static void answerUnread(RoutingContext context, Problem problem) {
    context.response().putHeader("Connection", "close");
    answer(context, problem);
  }

  private void fail(RoutingContext context) {
    if (context.response().headWritten()) {
      context.response().reset();
    } else if (context.statusCode() == 413) {
      answer(context, tooLarge);
    } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
      answer(
          context,
          Problem.of(
              "request-malformed",
              "The request is malformed",
              context.statusCode(),
              "This is not HTTP as it should be."));
    } else {
      answer(
          context, Problem.of("internal-error", "Something went wrong", 500, "The log has more."));
    }
  }

  private static void answer(RoutingContext context, Problem problem) {
    String requestId =
        Optional.ofNullable(context.request().getHeader("X-Request-Id"))
            .filter(RequestIds::isGood)
            .orElseGet(() -> UUID.randomUUID().toString());
    HttpServerResponse response = context.response();
    response.setStatusCode(problem.status());
    problem.headers().forEach(response::putHeader);
    response.putHeader("Content-Type", ProblemDocument.MEDIA_TYPE);
    response.putHeader("X-Request-Id", requestId);
    response.end(ProblemDocument.of(problem, context.request().path(), requestId).toString());
  }

  private static long declaredLength(RoutingContext context) {
    String length = context.request().getHeader("Content-Length");
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
  }
}
