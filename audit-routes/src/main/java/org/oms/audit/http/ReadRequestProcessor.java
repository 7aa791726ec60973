// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.support.ExchangeHelper;
import org.jboss.logging.MDC;
import org.oms.audit.problem.ProblemResponse;
import org.oms.audit.security.Caller;

/**
 * Makes the {@link ApiRequest} of an HTTP exchange its body, so that beans need no headers.
 *
 * <p>It is also the variable {@code request}, for those who ask later on who it was.
 */
public final class ReadRequestProcessor implements Processor {

  /** The contract's placeholders. Camel sets them from the path; the header filter lets none in. */
  private static final Set<String> PLACEHOLDERS = Set.of("id", "resourceType", "resourceId");

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    Map<String, String> path = new HashMap<>();
    for (String name : PLACEHOLDERS) {
      String value = message.getHeader(name, String.class);
      if (value != null) {
        path.put(name, value);
      }
    }
    Caller caller =
        Caller.of(
            message.getHeader(
                VertxPlatformHttpConstants.AUTHENTICATED_USER, QuarkusHttpUser.class));
    byte[] body = message.getBody(byte[].class);
    ApiRequest request =
        new ApiRequest(
            caller,
            origin(message),
            Map.copyOf(path),
            headers(message),
            message.getHeader(Exchange.HTTP_RAW_QUERY, String.class),
            body == null ? new byte[0] : body);
    message.setBody(request);
    exchange.setVariable("request", request);
    MDC.put("requestId", request.origin().requestId());
    Span.current()
        .setAttribute("request.id", request.origin().requestId())
        .setAttribute("operation.id", ExchangeHelper.getRouteId(exchange));
  }

  private static Map<String, String> headers(Message message) {
    Map<String, String> headers = new HashMap<>();
    for (String header : message.getHeaders().keySet()) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.equals("content-type") || name.startsWith(ApiHeaders.EVENT_ATTRIBUTE)) {
        headers.put(name, message.getHeader(header, String.class));
      }
    }
    return Map.copyOf(headers);
  }

  private static Origin origin(Message message) {
    SocketAddress client =
        message.getHeader(VertxPlatformHttpConstants.REMOTE_ADDRESS, SocketAddress.class);
    return new Origin(
        message.getHeader(ProblemResponse.REQUEST_ID, String.class),
        client == null ? null : client.hostAddress(),
        message.getHeader("User-Agent", String.class),
        message.getHeader("Accept", String.class));
  }
}
