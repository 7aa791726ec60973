// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.OperationRoutes;
import org.oms.ontology.request.ReadRequestProcessor;
import org.oms.ontology.terminusdb.PrepareStoresRoutes;

/** Locks: one route for each of their operations in {@code oms.openapi.yaml}, and their expiry. */
@Singleton
public class LockRoutes extends OperationRoutes {

  private final Locks locks;

  @Inject
  public LockRoutes(Locks locks, ReadRequestProcessor readRequest, AnswerProcessor answer) {
    super(locks, readRequest, answer);
    this.locks = locks;
  }

  @Override
  public void configure() {
    read("listLocks", "GET /branches/{branch}/locks", "list");
    write("acquireLock", "POST /branches/{branch}/locks", "acquire", "decideLockWrite");
    write("releaseLock", "DELETE /locks/{lockId}", "end", "decideLockWrite");
    read("heartbeatLock", "POST /locks/{lockId}/heartbeat", "heartbeat");

    from(timer("tellExpiredLocks").period("{{oms.locks.expiry-interval-ms}}"))
        .routeId("tellExpiredLocks")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("The end of locks whose time is over becomes an event")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/lock/find-expired-locks.sql"))
        .split(body())
        .bean(locks, "expired")
        .to(direct("commitLock"));

    from(timer("measureLocks").period("{{oms.locks.expiry-interval-ms}}"))
        .routeId("measureLocks")
        .routeGroup(PrepareStoresRoutes.NEEDS_POSTGRES)
        .autoStartup(false)
        .routeDescription("The locks there are, for metrics")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/lock/count-locks.sql"))
        .bean(LockMeters.class, "measured");
  }
}
