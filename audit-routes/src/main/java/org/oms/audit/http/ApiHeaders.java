// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * The headers that cross between HTTP and Camel; all others stay outside.
 *
 * <p>Without it Camel makes headers of all request headers and query parameters, where they can be
 * mistaken for each other, and sends them back in the answer.
 */
@ApplicationScoped
@Named("apiHeaders")
public class ApiHeaders implements HeaderFilterStrategy {

  /** How the headers of a CloudEvent in binary mode begin. */
  static final String EVENT_ATTRIBUTE = "ce-";

  private static final Set<String> IN =
      Set.of(
          "x-request-id",
          "content-type",
          "user-agent",
          "accept",
          ResponseStreams.REQUEST.toLowerCase(Locale.ROOT));
  private static final Set<String> OUT =
      Set.of(
          "x-request-id",
          "content-type",
          "link",
          "retry-after",
          "cache-control",
          "content-disposition",
          "content-security-policy",
          "location");

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return !OUT.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    return !IN.contains(lowerCase) && !lowerCase.startsWith(EVENT_ATTRIBUTE);
  }
}
