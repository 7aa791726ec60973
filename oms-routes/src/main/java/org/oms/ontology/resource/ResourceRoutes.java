// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import org.oms.ontology.request.AnswerProcessor;
import org.oms.ontology.request.OperationRoutes;
import org.oms.ontology.request.ReadRequestProcessor;

/** One kind of resource: one route for each of its operations in {@code oms.openapi.yaml}. */
class ResourceRoutes extends OperationRoutes {

  private final Kind kind;

  ResourceRoutes(
      Kind kind,
      ResourceOperations operations,
      ReadRequestProcessor readRequest,
      AnswerProcessor answer) {
    super(operations, readRequest, answer);
    this.kind = kind;
  }

  @Override
  public void configure() {
    String one = kind.documentClass();
    String all = "/schemas/{branch}/" + kind.pathSegment();
    String single = all + "/{apiName}";
    read("list" + one + "s", "GET " + all, "list");
    write("create" + one, "POST " + all, "create");
    read("get" + one, "GET " + single, "get");
    write("replace" + one, "PUT " + single, "replace");
    write("patch" + one, "PATCH " + single, "patch");
    write("delete" + one, "DELETE " + single, "delete");
    readRows(
        "list" + one + "History",
        "GET " + single + "/history",
        "historyQuestion",
        "resource/select-resource-versions",
        "history");
    if (kind != Kind.LINK_TYPE) {
      properties(one, single + "/properties");
    }
  }

  private void properties(String one, String all) {
    String single = all + "/{property}";
    read("list" + one + "Properties", "GET " + all, "listProperties");
    write("create" + one + "Property", "POST " + all, "createProperty");
    read("get" + one + "Property", "GET " + single, "getProperty");
    write("replace" + one + "Property", "PUT " + single, "replaceProperty");
    write("patch" + one + "Property", "PATCH " + single, "patchProperty");
    write("delete" + one + "Property", "DELETE " + single, "deleteProperty");
  }

  private void write(String operationId, String description, String change) {
    write(operationId, description, change, "decideWrite");
  }
}
