// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.builder.endpoint.dsl.HttpEndpointBuilderFactory.HttpEndpointBuilder;
import org.oms.ontology.OmsConfig;

/** Every request to TerminusDB passes here, on a connection of its own. */
@ApplicationScoped
public class TerminusDbRoutes extends EndpointRouteBuilder {

  private final OmsConfig config;

  @Inject
  public TerminusDbRoutes(OmsConfig config) {
    this.config = config;
  }

  @Override
  public void configure() {
    from(direct("callTerminusDb"))
        .routeId("callTerminusDb")
        .routeDescription("One request to TerminusDB")
        .routeConfigurationId("propagate")
        .process(new TerminusRequestProcessor())
        .to(terminusDb())
        .process(new TerminusAnswerProcessor())
        .removeHeaders("*");
  }

  /**
   * A connection for each request: a reused one costs 44 ms on a streamed answer, holds a worker of
   * the server for two seconds, and may be closed under a commit. Time-outs are those of the http
   * component in {@code application.properties}.
   */
  private HttpEndpointBuilder terminusDb() {
    OmsConfig.TerminusDb terminusdb = config.terminusdb();
    HttpEndpointBuilder endpoint =
        terminusdb.url().getScheme().equals("https")
            ? https(terminusdb.url().getRawAuthority() + "/api")
            : http(terminusdb.url().getRawAuthority() + "/api");
    return endpoint
        .authMethod("Basic")
        .authenticationPreemptive(true)
        .authUsername(terminusdb.user())
        .authPassword("RAW(" + terminusdb.password().orElseThrow() + ")")
        .connectionClose(true)
        .throwExceptionOnFailure(false);
  }
}
