// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.oms.audit.security.Caller;

/** Makes the {@link ApiRequest} of an HTTP exchange its body, so that beans need no headers. */
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
    message.setBody(
        new ApiRequest(
            caller,
            Map.copyOf(path),
            message.getHeader(Exchange.HTTP_RAW_QUERY, String.class),
            body == null ? new byte[0] : body));
  }
}
