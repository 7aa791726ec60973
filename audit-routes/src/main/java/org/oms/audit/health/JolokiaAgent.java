// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.health;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.quarkus.jolokia.restrictor.CamelJolokiaRestrictor;
import org.jboss.logging.Logger;
import org.jolokia.jvmagent.JolokiaServer;
import org.jolokia.jvmagent.JolokiaServerConfig;
import org.oms.audit.AuditConfig;

/**
 * The agent through which Hawtio reads and steers routes. It can stop them, so it never listens
 * without a password, and unless asked for it takes no port: the extension's own server binds one
 * even when it is off.
 */
@ApplicationScoped
@Startup // A wrong setting ends the start.
public class JolokiaAgent {

  private static final Logger LOG = Logger.getLogger(JolokiaAgent.class);

  private final JolokiaServer server;

  @Inject
  JolokiaAgent(AuditConfig config) throws IOException {
    server = config.jolokia().enabled() ? server(config.jolokia()) : null;
    if (server != null) {
      server.start();
    }
  }

  private static JolokiaServer server(AuditConfig.Jolokia config) throws IOException {
    String password =
        config
            .password()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "AUDIT_JOLOKIA_ENABLED needs AUDIT_JOLOKIA_PASSWORD:"
                            + " the agent can stop routes."));
    JolokiaServerConfig settings =
        new JolokiaServerConfig(
            Map.of(
                "host",
                config.host(),
                "port",
                "" + config.port(),
                "user",
                config.user(),
                "password",
                password,
                "restrictorClass",
                CamelJolokiaRestrictor.class.getName(),
                "discoveryEnabled",
                "false"));
    settings.setClassLoader(Thread.currentThread().getContextClassLoader());
    return new JolokiaServer(settings);
  }

  @PreDestroy
  void stop() {
    if (server != null) {
      try {
        server.stop();
      } catch (IllegalStateException e) {
        LOG.debugf("The JVM ends, and the agent with it: %s", e.getMessage());
      }
    }
  }
}
