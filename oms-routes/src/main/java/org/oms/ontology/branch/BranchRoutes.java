// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.ReadRequestProcessor;

/** Branches: one route for each of their operations in {@code oms.openapi.yaml}. */
@ApplicationScoped
public class BranchRoutes extends EndpointRouteBuilder {

  private final Branches branches;
  private final ReadRequestProcessor readRequest;
  private final AnswerProcessor answer;

  @Inject
  public BranchRoutes(Branches branches, ReadRequestProcessor readRequest, AnswerProcessor answer) {
    this.branches = branches;
    this.readRequest = readRequest;
    this.answer = answer;
  }

  @Override
  public void configure() {
    read("listBranches", "GET /branches", "list");
    read("getBranch", "GET /branches/{branch}", "get");
    read("diffBranch", "GET /branches/{branch}/diff", "diff");
    write("createBranch", "POST /branches", "create", "decideBranchWrite");
    write("deleteBranch", "DELETE /branches/{branch}", "delete", "decideBranchWrite");
    write("mergeBranch", "POST /branches/{branch}/merge", "merge", "decideWrite");
  }

  private void read(String operationId, String description, String question) {
    from(direct(operationId))
        .routeId(operationId)
        .routeDescription(description)
        .routeConfigurationId("answerProblem")
        .process(readRequest)
        .to(direct("admitRequest"))
        .bean(branches, question)
        .process(answer);
  }

  private void write(String operationId, String description, String change, String seam) {
    from(direct(operationId))
        .routeId(operationId)
        .routeDescription(description)
        .routeConfigurationId("answerProblem")
        .process(readRequest)
        .to(direct("admitRequest"))
        .bean(branches, change)
        .to(direct(seam))
        .process(answer);
  }
}
