// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.model.RouteDefinition;

/**
 * The shape of every operation of the contract: the request is read and let in, a bean says what it
 * asks for, and the answer goes out. A feature's routes are one line for each of its operations.
 */
public abstract class OperationRoutes extends EndpointRouteBuilder {

  private final Object operations;
  private final ReadRequestProcessor readRequest;
  private final AnswerProcessor answer;

  /**
   * @param operations the bean whose methods take an {@link ApiRequest}
   */
  protected OperationRoutes(
      Object operations, ReadRequestProcessor readRequest, AnswerProcessor answer) {
    this.operations = operations;
    this.readRequest = readRequest;
    this.answer = answer;
  }

  /** A read, which a method of the bean answers. */
  protected final void read(String operationId, String description, String question) {
    admitted(operationId, description).bean(operations, question).process(answer);
  }

  /** A write, which a method of the bean makes of the request and a seam carries out. */
  protected final void write(String operationId, String description, String change, String seam) {
    admitted(operationId, description).bean(operations, change).to(direct(seam)).process(answer);
  }

  /** A read of rows: one method of the bean asks for them, the other answers with them. */
  protected final void readRows(
      String operationId, String description, String question, String statement, String answered) {
    admitted(operationId, description)
        .bean(operations, question)
        .to(sql("classpath:sql/" + statement + ".sql"))
        .bean(operations, answered + "(${variable.request}, ${body})")
        .process(answer);
  }

  private RouteDefinition admitted(String operationId, String description) {
    return from(direct(operationId))
        .routeId(operationId)
        .routeDescription(description)
        .routeConfigurationId("answerProblem")
        .process(readRequest)
        .to(direct("admitRequest"));
  }
}
