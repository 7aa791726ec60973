// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * The headers an answer may carry. Camel would otherwise answer with every header of the request
 * and every query parameter; only these pass, so nothing leaks by being forgotten.
 */
@ApplicationScoped
@Named("apiHeaders")
@Unremovable
public class ApiHeaders implements HeaderFilterStrategy {

  private static final Set<String> ANSWERED =
      Set.of(
          "allow",
          "cache-control",
          "content-type",
          "etag",
          "link",
          "location",
          "oms-commit",
          "ratelimit",
          "ratelimit-policy",
          "retry-after",
          "set-cookie",
          "warning",
          "www-authenticate",
          "x-request-id");

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return !ANSWERED.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return name.regionMatches(true, 0, "Camel", 0, 5);
  }
}
