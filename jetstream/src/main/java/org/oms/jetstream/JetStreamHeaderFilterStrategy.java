// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import java.util.Set;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * Keeps Camel's own headers off the wire in both directions, so that no publisher can steer a route
 * by them, and never sends a caller's credentials to the broker.
 */
public final class JetStreamHeaderFilterStrategy extends DefaultHeaderFilterStrategy {

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  public JetStreamHeaderFilterStrategy() {
    setLowerCase(true);
    setOutFilterStartsWith(CAMEL_FILTER_STARTS_WITH);
    setInFilterStartsWith(CAMEL_FILTER_STARTS_WITH);
    getOutFilter().addAll(CREDENTIALS);
    getInFilter().addAll(CREDENTIALS);
  }
}
