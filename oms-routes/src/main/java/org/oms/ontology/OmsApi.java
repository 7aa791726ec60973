// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Serves the contract: each operation goes to the route that has its operationId. */
@ApplicationScoped
public class OmsApi extends EndpointRouteBuilder {

  @Override
  public void configure() {
    restConfiguration().inlineRoutes(false).clientRequestValidation(false);
    rest()
        .openApi()
        .specification("contracts/oms.openapi.yaml")
        .routeId("serveContract")
        .missingOperation("fail");
  }
}
