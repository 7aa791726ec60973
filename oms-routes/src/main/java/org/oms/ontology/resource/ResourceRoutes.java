// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.ReadRequestProcessor;

/** One kind of resource: one route for each of its operations in {@code oms.openapi.yaml}. */
class ResourceRoutes extends EndpointRouteBuilder {

  private final Kind kind;
  private final ResourceOperations operations;
  private final ReadRequestProcessor readRequest;
  private final AnswerProcessor answer;

  ResourceRoutes(
      Kind kind,
      ResourceOperations operations,
      ReadRequestProcessor readRequest,
      AnswerProcessor answer) {
    this.kind = kind;
    this.operations = operations;
    this.readRequest = readRequest;
    this.answer = answer;
  }

  @Override
  public void configure() {
    String one = kind.documentClass();
    String path = "/schemas/{branch}/" + kind.pathSegment();
    read("list" + one + "s", "GET " + path, "list");
    write("create" + one, "POST " + path, "create");
    read("get" + one, "GET " + path + "/{apiName}", "get");
    write("replace" + one, "PUT " + path + "/{apiName}", "replace");
    write("patch" + one, "PATCH " + path + "/{apiName}", "patch");
    write("delete" + one, "DELETE " + path + "/{apiName}", "delete");
    if (kind != Kind.LINK_TYPE) {
      properties(one, path + "/{apiName}/properties");
    }
  }

  private void properties(String one, String path) {
    read("list" + one + "Properties", "GET " + path, "listProperties");
    write("create" + one + "Property", "POST " + path, "createProperty");
    read("get" + one + "Property", "GET " + path + "/{property}", "getProperty");
    write("replace" + one + "Property", "PUT " + path + "/{property}", "replaceProperty");
    write("patch" + one + "Property", "PATCH " + path + "/{property}", "patchProperty");
    write("delete" + one + "Property", "DELETE " + path + "/{property}", "deleteProperty");
  }

  private void read(String operationId, String description, String question) {
    from(direct(operationId))
        .routeId(operationId)
        .routeDescription(description)
        .routeConfigurationId("answerProblem")
        .process(readRequest)
        .to(direct("admitRequest"))
        .bean(operations, question)
        .process(answer);
  }

  private void write(String operationId, String description, String change) {
    from(direct(operationId))
        .routeId(operationId)
        .routeDescription(description)
        .routeConfigurationId("answerProblem")
        .process(readRequest)
        .to(direct("admitRequest"))
        .bean(operations, change)
        .to(direct("decideWrite"))
        .process(answer);
  }
}
