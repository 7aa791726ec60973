// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.contract.Operation;

/**
 * One request, first as it came and then, step by step, checked: the caller is known once access
 * was granted, the body once it was found to be what the contract asks for.
 *
 * @param path as it was asked for, query aside
 * @param pathParameters by name
 * @param query by name; a name given twice has both values
 * @param headers the first value by lower-case name
 * @param content the body as it came
 * @param context who asks; the actor is {@code anonymous} until access was granted
 * @param body the body as JSON; missing when there is none
 * @param answerHeaders what every answer to it carries
 */
public record ApiRequest(
    Operation operation,
    String path,
    Map<String, String> pathParameters,
    Map<String, List<String>> query,
    Map<String, String> headers,
    ByteBuffer content,
    RequestContext context,
    JsonNode body,
    Map<String, String> answerHeaders) {

  public String pathParameter(String name) {
    return pathParameters.get(name);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
  }

  public boolean flag(String name) {
    return query(name).map(Boolean::parseBoolean).orElse(false);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public boolean isDryRun() {
    return flag("dryRun");
  }

  public Instant receivedAt() {
    return context.receivedAt();
  }

  public ObjectNode object() {
    return (ObjectNode) body;
  }

  public ApiRequest from(RequestContext known) {
    return with(known, body, answerHeaders);
  }

  public ApiRequest holding(JsonNode read) {
    return with(context, read, answerHeaders);
  }

  /** The same, and its answer will have these headers. */
  public ApiRequest answering(Map<String, String> newHeaders) {
    return with(context, body, newHeaders);
  }

  private ApiRequest with(RequestContext known, JsonNode read, Map<String, String> answered) {
    return new ApiRequest(
        operation, path, pathParameters, query, headers, content, known, read, answered);
  }
}
