// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;

/**
 * Many operations that take effect together or not at all. Later ones see what earlier ones did;
 * integrity is checked once, on what comes out.
 *
 * @param operations as the contract's schema {@code Operation}, in order
 */
public record ChangeSet(
    String branch,
    RequestContext context,
    List<ObjectNode> operations,
    RidSequence rids,
    ResourceForms forms)
    implements WriteRequest {

  @Override
  public Plan plan(BranchState state) {
    Draft draft = new Draft(state);
    Edits edits = new Edits(draft, forms, rids.restarted());
    List<Resource> results = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      apply(draft, edits, i).ifPresent(results::add);
    }
    edits.requireValid();
    Integrity.require(draft);
    List<ResourceChange> changes = new Stamp(context, forms).changes(draft);
    return new Plan(changes, Optional.empty(), Map.of(), answer(results, changes));
  }

  private Optional<Resource> apply(Draft draft, Edits edits, int index) {
    String pointer = "/operations/" + index;
    try {
      return apply(draft, edits, operations.get(index), pointer);
    } catch (ProblemException e) {
      throw new ProblemException(located(e.problem(), pointer));
    }
  }

  /** Says which operation it was. */
  private static Problem located(Problem problem, String pointer) {
    if (problem.errors().isEmpty()) {
      return problem.with(List.of(new Violation(pointer, problem.code(), problem.detail())));
    }
    return problem.with(
        problem.errors().stream()
            .map(found -> found.pointer().startsWith(pointer) ? found : found.under(pointer))
            .toList());
  }

  private Optional<Resource> apply(Draft draft, Edits edits, ObjectNode operation, String pointer) {
    Kind kind = Kind.ofPathSegment(operation.path("kind").asText()).orElseThrow();
    JsonNode body = operation.path("body");
    String op = operation.path("op").asText();
    if (!"delete".equals(op) && !body.isObject()) {
      throw new ProblemException(
          Problem.requestInvalid(
              List.of(new Violation("/body", "required", "A " + op + " needs a body."))));
    }
    if ("create".equals(op)) {
      return edits.create(kind, (ObjectNode) body, pointer + "/body");
    }
    Resource current = required(draft, kind, operation);
    if ("update".equals(op)) {
      ObjectNode wanted = Edits.patched(current.body(), body);
      return edits.replace(current, wanted, pointer + "/body");
    }
    edits.delete(current, operation.path("cascade").asBoolean());
    return Optional.of(current);
  }

  private Resource required(Draft draft, Kind kind, ObjectNode operation) {
    String apiName = operation.path("apiName").asText();
    Resource current = draft.require(kind, apiName);
    if (!draft.isTouched(current.rid()) || operation.has("ifMatch")) {
      Optional<String> ifMatch =
          Optional.of(operation.path("ifMatch")).filter(JsonNode::isTextual).map(JsonNode::asText);
      new Precondition(ifMatch, "/ifMatch").check(current.etag());
    }
    return current;
  }

  private Answer answer(List<Resource> results, List<ResourceChange> changes) {
    Map<String, ResourceChange> byRid = new HashMap<>();
    changes.forEach(change -> byRid.put(change.rid(), change));
    ObjectNode body = ResourceForm.object();
    ArrayNode answered = body.putArray("results");
    for (int i = 0; i < results.size(); i++) {
      ObjectNode operation = operations.get(i);
      Resource result = results.get(i);
      ResourceChange change = byRid.get(result.rid());
      Optional<Resource> now = change == null ? Optional.of(result) : change.after();
      boolean deleted = "delete".equals(operation.path("op").asText());
      ObjectNode line = answered.addObject();
      line.set("op", operation.get("op"));
      line.set("kind", operation.get("kind"));
      line.put("apiName", now.orElse(result).apiName());
      line.put("rid", result.rid());
      now.filter(present -> !deleted)
          .ifPresent(
              present -> line.put("revision", present.revision()).put("etag", present.etag()));
    }
    return new Answer(200, Map.of(), body);
  }
}
