// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** The REST API, contract first: each operationId is served by the direct route of that name. */
@ApplicationScoped
public class AuditApi extends EndpointRouteBuilder {

  @Override
  public void configure() {
    // Routes stay on their own: inlined into the REST route they can't be called or stopped.
    restConfiguration().component("platform-http").inlineRoutes(false);
    rest()
        .openApi()
        .specification("contracts/audit.openapi.yaml")
        .routeId("serveContract")
        .missingOperation("fail");
  }
}
