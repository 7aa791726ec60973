// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.OperationRoutes;
import org.oms.ontology.request.ReadRequestProcessor;

/** The routes of every kind, and change sets over all of them. */
@Singleton
public class OntologyRoutes extends OperationRoutes {

  private final BranchStates states;
  private final ResourceForms forms;
  private final OmsConfig config;
  private final ReadRequestProcessor readRequest;
  private final AnswerProcessor answer;

  @Inject
  public OntologyRoutes(
      BranchStates states,
      ResourceForms forms,
      OmsConfig config,
      ReadRequestProcessor readRequest,
      AnswerProcessor answer,
      ChangeSets changeSets) {
    super(changeSets, readRequest, answer);
    this.states = states;
    this.forms = forms;
    this.config = config;
    this.readRequest = readRequest;
    this.answer = answer;
  }

  @Override
  public void configure() throws Exception {
    for (Kind kind : Kind.values()) {
      ResourceOperations operations = new ResourceOperations(kind, states, forms, config.lists());
      getContext().addRoutes(new ResourceRoutes(kind, operations, readRequest, answer));
    }
    write("applyChanges", "POST /schemas/{branch}/changes", "read", "decideWrite");
  }
}
