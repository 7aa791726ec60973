// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jboss.logging.Logger;
import org.oms.jetstream.Drift;
import org.oms.jetstream.JetStreamEndpoint;
import org.oms.jetstream.JetStreamResources;

/** The stream AUDIT_EVENTS and its consumer, as the files in {@code nats/} define them. */
@ApplicationScoped
public class AuditStream {

  static final String NAME = "AUDIT_EVENTS";

  private static final Logger LOG = Logger.getLogger(AuditStream.class);

  private final CamelContext camelContext;
  private final JetStreamResources resources;

  @Inject
  public AuditStream(CamelContext camelContext, JetStreamResources resources) {
    this.camelContext = camelContext;
    this.resources = resources;
  }

  /**
   * Creates what is missing.
   *
   * @throws IOException when the server does not answer
   */
  public void apply() throws IOException, InterruptedException {
    List<String> created = resources.apply(endpoint().connection());
    if (!created.isEmpty()) {
      LOG.infof("Created %s", created);
    }
  }

  /** The same, but without a server nothing happens. */
  public void restore() {
    try {
      apply();
    } catch (IOException e) {
      LOG.debugf(e, "The stream can't be looked at");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What differs from the files.
   *
   * @throws IOException when the server does not answer
   */
  public List<Drift> drifts() throws IOException, InterruptedException {
    return resources.drifts(endpoint().connection());
  }

  private JetStreamEndpoint endpoint() {
    return camelContext.getEndpoint("jetstream:" + NAME, JetStreamEndpoint.class);
  }
}
