// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.oms.audit.AuditConfig;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.ProblemResponse;
import org.oms.audit.problem.RefusedException;

/**
 * What holds for every request before a Camel route sees it: it has an id, a bounded body and a
 * place in the contract. Whatever is refused here or by the HTTP server is a problem document.
 */
@ApplicationScoped
public class HttpEdge {

  /** Before authentication (200) and authorization (100), so that their refusals have an id. */
  private static final int BEFORE_SECURITY = 400;

  /** After authorization (100), before the routes: strangers learn nothing. */
  private static final int AFTER_SECURITY = 50;

  private static final Pattern REQUEST_ID = Pattern.compile("[\\x21-\\x7E]{1,200}");

  private final RequestContract contract;
  private final ResponseStreams streams;
  private final LargeBodies largeBodies;
  private final Event<FailedAttempt> failedAttempts;
  private final long bodyBytesMax;
  private final String apiPath;

  HttpEdge(
      RequestContract contract,
      ResponseStreams streams,
      LargeBodies largeBodies,
      Event<FailedAttempt> failedAttempts,
      AuditConfig config) {
    this.contract = contract;
    this.streams = streams;
    this.largeBodies = largeBodies;
    this.failedAttempts = failedAttempts;
    this.bodyBytesMax = config.http().bodyMax().asLongValue();
    this.apiPath = config.http().apiPath();
  }

  void filter(@Observes Filters filters) {
    filters.register(this::nameRequest, BEFORE_SECURITY);
    filters.register(this::checkContract, AFTER_SECURITY);
  }

  void answerErrors(@Observes Router router) {
    for (int status : List.of(400, 404, 405, 413, 415, 500, 503)) {
      router.errorHandler(
          status,
          context ->
              ProblemResponse.send(
                  context, new RefusedException(ProblemKind.ofStatus(status), null)));
    }
  }

  private void nameRequest(RoutingContext context) {
    HttpServerRequest request = context.request();
    String given = request.getHeader(ProblemResponse.REQUEST_ID);
    boolean usable = given != null && REQUEST_ID.matcher(given).matches();
    String requestId = usable ? given : UUID.randomUUID().toString();
    request.headers().set(ProblemResponse.REQUEST_ID, requestId);
    context.response().putHeader(ProblemResponse.REQUEST_ID, requestId);
    context.addEndHandler(ended -> tellFailure(context));
    if (isTooLarge(request)) {
      context.response().putHeader(HttpHeaders.CONNECTION, "close");
      ProblemResponse.send(
          context,
          new RefusedException(
              ProblemKind.TOO_LARGE, "At most " + bodyBytesMax + " bytes are read."));
      return;
    }
    context.next();
  }

  private void tellFailure(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isApi(context.normalizedPath())
        && context.response().getStatusCode() == ProblemKind.UNAUTHENTICATED.status()) {
      Origin origin =
          new Origin(
              request.getHeader(ProblemResponse.REQUEST_ID),
              request.remoteAddress().hostAddress(),
              request.getHeader(HttpHeaders.USER_AGENT),
              null);
      String method = request.method().name();
      String operation = contract.operationId(method, context.normalizedPath());
      failedAttempts.fire(new FailedAttempt(origin, operation));
    }
  }

  private boolean isTooLarge(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length != null && Long.parseLong(length) > bodyBytesMax;
    } catch (NumberFormatException e) {
      return false; // The HTTP codec refuses it.
    }
  }

  private void checkContract(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!isApi(context.normalizedPath())) {
      context.next();
      return;
    }
    try {
      contract.check(
          request.method().name(),
          context.normalizedPath(),
          request.getHeader(HttpHeaders.CONTENT_TYPE),
          parameterNames(context));
    } catch (RefusedException refusal) {
      if (refusal.kind() == ProblemKind.METHOD_NOT_ALLOWED) {
        context.response().putHeader("Allow", contract.allowedMethods(context.normalizedPath()));
      }
      ProblemResponse.send(context, refusal);
      return;
    }
    streams.watch(context);
    largeBodies.admit(context);
  }

  private boolean isApi(String path) {
    return path.equals(apiPath) || path.startsWith(apiPath + "/");
  }

  private static List<String> parameterNames(RoutingContext context) {
    try {
      return context.queryParams().entries().stream().map(Map.Entry::getKey).toList();
    } catch (HttpException | IllegalArgumentException e) {
      throw RefusedException.invalid("query", "bad-encoding", "The percent-encoding is not valid.");
    }
  }
}
