// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.oms.ontology.problem.Problem;

/** A problem as RFC 9457 JSON. */
final class ProblemDocument {

  static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPES = "https://oms.example/problems/";

  private ProblemDocument() {}

  static ObjectNode of(Problem problem, String instance, String requestId) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .put("type", TYPES + problem.code())
        .put("title", problem.title())
        .put("status", problem.status())
        .put("detail", problem.detail())
        .put("instance", instance)
        .put("requestId", requestId);
    if (!problem.errors().isEmpty()) {
      ArrayNode errors = document.putArray("errors");
      problem
          .errors()
          .forEach(
              error ->
                  errors
                      .addObject()
                      .put("pointer", error.pointer())
                      .put("code", error.code())
                      .put("message", error.message()));
    }
    problem.extensions().forEach(document::set);
    return document;
  }
}
