// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.opentelemetry.api.trace.Span;
import io.quarkus.arc.Unremovable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.ExchangeHelper;
import org.jboss.logging.MDC;
import org.oms.ontology.contract.Contract;
import org.oms.ontology.contract.Operation;
import org.oms.ontology.request.RequestContext.Actor;

/**
 * Makes an {@link ApiRequest} of the HTTP request and leaves no header behind: Camel would mix
 * query parameters with headers, and carry both on to whatever is called next. The request stays in
 * the variable {@code request}, for the error policy and the answer.
 */
@ApplicationScoped
@Unremovable
public class ReadRequestProcessor implements Processor {

  private final Contract contract;
  private final Clock clock;

  @Inject
  public ReadRequestProcessor(Contract contract, Clock clock) {
    this.contract = contract;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    HttpServerRequest http = exchange.getMessage(HttpMessage.class).getRequest();
    Operation operation = contract.operation(ExchangeHelper.getRouteId(exchange));
    Buffer content = exchange.getMessage().getBody(Buffer.class);
    Map<String, String> headers = new HashMap<>();
    http.headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    ApiRequest request =
        new ApiRequest(
            operation,
            http.path(),
            pathParameters(operation, http.path()),
            query(http),
            headers,
            ByteBuffer.wrap(content == null ? new byte[0] : content.getBytes()).asReadOnlyBuffer(),
            context(http, headers),
            MissingNode.getInstance(),
            Map.of());
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(request);
    exchange.setVariable("request", request);
    MDC.put("requestId", request.context().requestId());
    Span.current()
        .setAttribute("request.id", request.context().requestId())
        .setAttribute("operation.id", operation.id());
  }

  private RequestContext context(HttpServerRequest http, Map<String, String> headers) {
    String agent = headers.get("user-agent");
    String ip = http.remoteAddress() == null ? null : http.remoteAddress().hostAddress();
    Actor actor =
        Actor.anonymous(
            Optional.ofNullable(ip),
            Optional.ofNullable(agent)
                .map(text -> text.substring(0, Math.min(500, text.length()))));
    return new RequestContext(
        requestId(headers),
        Optional.ofNullable(headers.get("x-correlation-id")).filter(RequestIds::isGood),
        RequestIds.traceparent(headers.get("traceparent")),
        actor,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        Optional.empty());
  }

  /**
   * The caller's id if it is one, else one of our own; the contract check then refuses a bad one.
   */
  private static String requestId(Map<String, String> headers) {
    return Optional.ofNullable(headers.get("x-request-id"))
        .filter(RequestIds::isGood)
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private Map<String, String> pathParameters(Operation operation, String path) {
    String[] template = (contract.basePath() + operation.path()).split("/", -1);
    String[] given = path.split("/", -1);
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < template.length && i < given.length; i++) {
      if (template[i].startsWith("{")) {
        String name = template[i].substring(1, template[i].length() - 1);
        found.put(name, QueryString.decoded(given[i], false));
      }
    }
    return found;
  }

  private static Map<String, List<String>> query(HttpServerRequest http) {
    return QueryString.parsed(Optional.ofNullable(http.query()).orElse(""));
  }
}
