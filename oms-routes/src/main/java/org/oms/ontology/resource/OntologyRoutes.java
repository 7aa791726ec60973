// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.ReadRequestProcessor;

/** The routes of every kind, their history, and change sets over all of them. */
@ApplicationScoped
public class OntologyRoutes extends EndpointRouteBuilder {

  private final BranchStates states;
  private final ResourceForms forms;
  private final OmsConfig config;
  private final ReadRequestProcessor readRequest;
  private final AnswerProcessor answer;
  private final ChangeSets changeSets;

  @Inject
  public OntologyRoutes(
      BranchStates states,
      ResourceForms forms,
      OmsConfig config,
      ReadRequestProcessor readRequest,
      AnswerProcessor answer,
      ChangeSets changeSets) {
    this.states = states;
    this.forms = forms;
    this.config = config;
    this.readRequest = readRequest;
    this.answer = answer;
    this.changeSets = changeSets;
  }

  @Override
  public void configure() throws Exception {
    for (Kind kind : Kind.values()) {
      ResourceOperations operations = new ResourceOperations(kind, states, forms, config.lists());
      getContext().addRoutes(new ResourceRoutes(kind, operations, readRequest, answer));
      history(kind, operations);
    }

    from(direct("applyChanges"))
        .routeId("applyChanges")
        .routeDescription("POST /schemas/{branch}/changes")
        .routeConfigurationId("answerProblem")
        .process(readRequest)
        .to(direct("admitRequest"))
        .bean(changeSets, "read")
        .to(direct("decideWrite"))
        .process(answer);
  }

  private void history(Kind kind, ResourceOperations operations) {
    String operationId = "list" + kind.documentClass() + "History";
    from(direct(operationId))
        .routeId(operationId)
        .routeDescription("GET /schemas/{branch}/" + kind.pathSegment() + "/{apiName}/history")
        .routeConfigurationId("answerProblem")
        .process(readRequest)
        .to(direct("admitRequest"))
        .bean(operations, "historyQuestion")
        .to(sql("classpath:sql/resource/select-resource-versions.sql"))
        .bean(operations, "history(${variable.request}, ${body})")
        .process(answer);
  }
}
