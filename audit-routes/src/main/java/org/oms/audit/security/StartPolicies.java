// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Ordered;
import org.apache.camel.builder.RouteConfigurationBuilder;

/**
 * Ends a start that must not be, before there is a route. Camel starts before the application's own
 * observers and configures policies before routes, so this is the earliest place.
 */
@ApplicationScoped
public class StartPolicies extends RouteConfigurationBuilder {

  private final StartRules rules;

  public StartPolicies(StartRules rules) {
    this.rules = rules;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST;
  }

  @Override
  public void configuration() {
    rules.check();
  }
}
