// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.oms.ontology.lock.AcquireLock;
import org.oms.ontology.lock.EndLock;
import org.oms.ontology.lock.LockType;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.EventDraft;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Plan;
import org.oms.ontology.resource.Resource;
import org.oms.ontology.resource.ResourceChange;
import org.oms.ontology.resource.WriteRequest;

/** Writes of object types, made without the REST layer. */
final class TestWrites {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TestWrites() {}

  static WriteRequest create(String apiName) {
    return create(apiName, Optional.empty());
  }

  static WriteRequest create(String apiName, Optional<RequestContext.IdempotencyKey> key) {
    return create(apiName, "ri.oms.object-type." + UUID.randomUUID(), key);
  }

  /** Under a rid of the caller's choice; TerminusDB refuses one that is taken. */
  static WriteRequest create(String apiName, String rid) {
    return create(apiName, rid, Optional.empty());
  }

  private static WriteRequest create(
      String apiName, String rid, Optional<RequestContext.IdempotencyKey> key) {
    ObjectNode body = NODES.objectNode();
    body.put("rid", rid).put("apiName", apiName);
    body.put("displayName", "직원 😀\n\"" + apiName + "\"").put("revision", 1);
    for (int i = 0; i < 10; i++) {
      ObjectNode property = body.withArray("properties").addObject();
      property.put("apiName", "property" + i).put("dataType", "string").put("isRequired", true);
    }
    Resource after = new Resource(Kind.OBJECT_TYPE, body);
    return request(
        key,
        state -> {
          if (state.find(Kind.OBJECT_TYPE, apiName).isPresent()) {
            throw new ProblemException(
                Problem.of("resource-exists", "The name is taken", 409, apiName));
          }
          return plan(Optional.empty(), Optional.of(after));
        });
  }

  /** Changes the display name of whatever has this name, without a precondition. */
  static WriteRequest rename(String apiName, String displayName) {
    return request(
        Optional.empty(),
        state -> {
          Resource before = state.find(Kind.OBJECT_TYPE, apiName).orElseThrow();
          ObjectNode body = before.body().deepCopy();
          body.put("displayName", displayName).put("revision", before.revision() + 1);
          return plan(Optional.of(before), Optional.of(new Resource(Kind.OBJECT_TYPE, body)));
        });
  }

  /** Freezes the branch main for a minute. */
  static AcquireLock freezeMain() {
    return new AcquireLock(
        context(Optional.empty()),
        "main",
        LockType.MANUAL,
        Optional.empty(),
        Optional.empty(),
        "a test",
        Duration.ofMinutes(1),
        Duration.ofMinutes(1));
  }

  static EndLock unfreeze(String lockId) {
    return new EndLock(context(Optional.empty()), lockId, false);
  }

  private static Plan plan(Optional<Resource> before, Optional<Resource> after) {
    Resource shown = after.or(() -> before).orElseThrow();
    EventDraft event =
        new EventDraft(
            before.isPresent() ? "object_type.update" : "object_type.create",
            "object_type",
            shown.rid(),
            shown.apiName(),
            List.of("displayName"),
            before.map(Resource::body).orElse(null),
            after.map(Resource::body).orElse(null),
            Map.of());
    return new Plan(
        List.of(new ResourceChange(before, after, event)),
        Optional.empty(),
        Map.of(),
        new Answer(201, Map.of("ETag", shown.etag()), shown.body()));
  }

  static RequestContext context(Optional<RequestContext.IdempotencyKey> key) {
    RequestContext.Actor actor =
        new RequestContext.Actor(
            "u-1",
            "kim",
            Optional.empty(),
            List.of("developer"),
            "default",
            false,
            Optional.empty(),
            Optional.empty());
    return new RequestContext(
        UUID.randomUUID().toString(),
        Optional.empty(),
        Optional.empty(),
        actor,
        Instant.now(),
        key);
  }

  private static WriteRequest request(
      Optional<RequestContext.IdempotencyKey> key, Function<BranchState, Plan> planning) {
    RequestContext context = context(key);
    return new WriteRequest() {
      @Override
      public String branch() {
        return "main";
      }

      @Override
      public RequestContext context() {
        return context;
      }

      @Override
      public Plan plan(BranchState state) {
        return planning.apply(state);
      }
    };
  }
}
