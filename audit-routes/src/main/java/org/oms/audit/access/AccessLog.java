// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.ingest.OwnEvent;
import org.oms.audit.ingest.OwnEvents;

/**
 * Reads of the log are events themselves, stored before the answer goes out: what was read is known
 * even when the process is killed right after.
 *
 * <p>Each read is a resource of its own, so its sequence is 1 and replicas never wait for each
 * other. Storing an event is no read, so there is no loop.
 */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class AccessLog {

  private static final String RESOURCE_TYPE = "audit_query";

  private final OwnEvents events;
  private final MeterRegistry meters;

  AccessLog(OwnEvents events, MeterRegistry meters) {
    this.events = events;
    this.meters = meters;
    List.of("audit.read", "audit.report", "audit.verify").forEach(this::accesses);
  }

  /** Returns when the read is stored; what can't be stored must not be answered. */
  public void record(ApiRequest request, Access access) {
    OwnEvent event =
        OwnEvent.by(request, access.action())
            .about(RESOURCE_TYPE, UUID.randomUUID().toString(), 1)
            .with(access.metadata());
    events.append(event);
    accesses(access.action()).increment();
  }

  private Counter accesses(String action) {
    return meters.counter("audit.accesses", "action", action);
  }
}
