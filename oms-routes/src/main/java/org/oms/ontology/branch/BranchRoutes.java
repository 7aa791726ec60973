// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.OperationRoutes;
import org.oms.ontology.request.ReadRequestProcessor;

/** Branches: one route for each of their operations in {@code oms.openapi.yaml}. */
@Singleton
public class BranchRoutes extends OperationRoutes {

  @Inject
  public BranchRoutes(Branches branches, ReadRequestProcessor readRequest, AnswerProcessor answer) {
    super(branches, readRequest, answer);
  }

  @Override
  public void configure() {
    read("listBranches", "GET /branches", "list");
    read("getBranch", "GET /branches/{branch}", "get");
    read("listBranchCommits", "GET /branches/{branch}/commits", "commits");
    read("diffBranch", "GET /branches/{branch}/diff", "diff");
    write("createBranch", "POST /branches", "create", "decideBranchWrite");
    write("deleteBranch", "DELETE /branches/{branch}", "delete", "decideBranchWrite");
    write("mergeBranch", "POST /branches/{branch}/merge", "merge", "decideWrite");
  }
}
