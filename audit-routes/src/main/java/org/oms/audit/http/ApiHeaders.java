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

  private static final Set<String> IN = Set.of("x-request-id", "content-type");
  private static final Set<String> OUT =
      Set.of("x-request-id", "content-type", "link", "retry-after", "cache-control");

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return !OUT.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return !IN.contains(name.toLowerCase(Locale.ROOT));
  }
}
