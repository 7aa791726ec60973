// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What requests need of the outside. */
public final class RequestConfiguration {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
