// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.oms.audit.AuditConfig;
import org.oms.jetstream.JetStreamResources;

/** The stream and the consumer of this service as {@code nats/} defines them. */
@ApplicationScoped
public class StreamDefinitions {

  /** The JetStream component creates what is missing; health tells what differs. */
  @Produces
  @Singleton
  JetStreamResources resources(AuditConfig config) {
    return JetStreamResources.fromClasspath(config.nats().stream(), config.nats().consumer());
  }
}
