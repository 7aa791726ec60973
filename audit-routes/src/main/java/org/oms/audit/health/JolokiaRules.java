// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.oms.audit.AuditConfig;

/** The Jolokia agent can stop routes, so it never listens without a password. */
@ApplicationScoped
@Startup // A wrong setting ends the start.
public class JolokiaRules {

  @Inject
  JolokiaRules(AuditConfig config) {
    if (config.jolokia().enabled() && config.jolokia().password().isEmpty()) {
      throw new IllegalStateException(
          "AUDIT_JOLOKIA_ENABLED needs AUDIT_JOLOKIA_PASSWORD: the agent can stop routes.");
    }
  }
}
