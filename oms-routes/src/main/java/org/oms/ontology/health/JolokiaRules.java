// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.health;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.oms.ontology.OmsConfig;

/** The Jolokia agent can stop routes, so it never listens without a password. */
@ApplicationScoped
@Startup // A wrong setting ends the start.
public class JolokiaRules {

  @Inject
  JolokiaRules(OmsConfig config) {
    if (config.jolokia().enabled() && config.jolokia().password().isEmpty()) {
      throw new IllegalStateException(
          "OMS_JOLOKIA_ENABLED needs OMS_JOLOKIA_PASSWORD: the agent can stop routes.");
    }
  }
}
