// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.OperationRoutes;
import org.oms.ontology.request.ReadRequestProcessor;

/** Sessions and tokens: one route for each of their operations in {@code oms.openapi.yaml}. */
@Singleton
public class SessionRoutes extends OperationRoutes {

  private final Revocations revocations;

  @Inject
  public SessionRoutes(
      SessionOperations operations,
      Revocations revocations,
      ReadRequestProcessor readRequest,
      AnswerProcessor answer) {
    super(operations, readRequest, answer);
    this.revocations = revocations;
  }

  @Override
  public void configure() {
    read("createSession", "POST /sessions", "create");
    read("deleteCurrentSession", "DELETE /sessions/current", "delete");
    read("revokeToken", "POST /tokens/revocations", "revoke");

    from(timer("restoreRevocations").period("{{oms.revocation.restore-interval-ms}}"))
        .routeId("restoreRevocations")
        .routeGroup("needsPostgres")
        .autoStartup(false)
        .routeDescription("Tells Redis which tokens are revoked, when it does not know")
        .routeConfigurationId("tryNextTime")
        .bean(revocations, "restore");

    from(timer("forgetRevocations").period("{{oms.revocation.forget-interval-ms}}"))
        .routeId("forgetRevocations")
        .routeGroup("needsPostgres")
        .autoStartup(false)
        .routeDescription("Deletes revocations of expired tokens")
        .routeConfigurationId("tryNextTime")
        .to(sql("classpath:sql/session/delete-expired-revocations.sql"));
  }
}
