// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.endpoint.EndpointRouteConfigurationBuilder;
import org.apache.camel.model.OnExceptionDefinition;

/** What happens when a route fails that nobody waits for. */
public class BackgroundPolicies extends EndpointRouteConfigurationBuilder {

  @Override
  public void configuration() {
    // What must be done once before the service is of use: the parts may come up in any order.
    OnExceptionDefinition untilDone =
        routeConfiguration("retryUntilDone")
            .onException(Exception.class)
            .maximumRedeliveries(-1)
            .redeliveryDelay(500)
            .useExponentialBackOff()
            .backOffMultiplier(2)
            .maximumRedeliveryDelay(5000)
            .retryAttemptedLogLevel(LoggingLevel.WARN)
            .logStackTrace(false)
            .logRetryStackTrace(false);
    // Who only waits can stop at once.
    untilDone.getRedeliveryPolicyType().allowRedeliveryWhileStopping(false);

    // Repeated work: it is logged, and its next turn tries again.
    routeConfiguration("tryNextTime")
        .onException(Exception.class)
        .handled(true)
        .logStackTrace(false);
  }
}
