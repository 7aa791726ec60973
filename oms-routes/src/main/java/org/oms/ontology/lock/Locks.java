// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.branch.BranchRecords;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.request.RequestContext.Actor;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.security.Access;

/** The operations on locks: what each request asks. */
@ApplicationScoped
@Unremovable
public class Locks {

  private static final Actor SERVICE =
      new Actor(
          "oms",
          "oms",
          Optional.empty(),
          List.of(),
          "default",
          true,
          Optional.empty(),
          Optional.empty());

  private final BranchRecords branches;
  private final LockDirectory directory;
  private final OmsConfig.Locks config;
  private final Clock clock;

  @Inject
  public Locks(BranchRecords branches, LockDirectory directory, OmsConfig config, Clock clock) {
    this.branches = branches;
    this.directory = directory;
    this.config = config.locks();
    this.clock = clock;
  }

  /** All locks of a branch, oldest first; there are few. */
  public Answer list(ApiRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode items = body.putArray("items");
    directory.on(branch(request)).forEach(lock -> items.add(lock.json()));
    return new Answer(200, Map.of(), body);
  }

  public AcquireLock acquire(ApiRequest request) {
    JsonNode body = request.body();
    LockType type = LockType.named(body.path("type").asText());
    requireType(request.context().actor(), type);
    Duration longest = type.longest(config);
    Duration duration =
        Duration.ofSeconds(body.path("durationSeconds").asLong(longest.toSeconds()));
    requireValid(body, duration, longest);
    return new AcquireLock(
        request.context(),
        branch(request),
        type,
        Kind.ofPathSegment(body.path("kind").asText()),
        Optional.ofNullable(body.path("resource").asText(null)),
        body.path("reason").asText(),
        duration,
        longest);
  }

  public EndLock end(ApiRequest request) {
    return new EndLock(request.context(), request.pathParameter("lockId"), false);
  }

  /** An expired lock, for its end to be told. */
  public EndLock expired(Map<String, Object> row) {
    RequestContext context =
        new RequestContext(
            UUID.randomUUID().toString(),
            Optional.empty(),
            Optional.empty(),
            SERVICE,
            clock.instant(),
            Optional.empty());
    return new EndLock(context, (String) row.get("id"), true);
  }

  /** The caller's lock after a heartbeat; it may have expired or been broken just before. */
  public Answer heartbeat(ApiRequest request) {
    String id = request.pathParameter("lockId");
    Lock lock = directory.find(id).orElseThrow(() -> EndLock.notFound(id));
    if (!lock.ownerId().equals(request.context().actor().id())) {
      throw Access.forbidden("Only " + lock.owner() + " may extend this lock.");
    }
    Lock extended = directory.extend(lock).orElseThrow(() -> EndLock.notFound(id));
    return new Answer(200, Map.of(), extended.json());
  }

  private String branch(ApiRequest request) {
    String branch = request.pathParameter("branch");
    if (!branches.all().containsKey(branch)) {
      throw new ProblemException(Problem.branchNotFound(branch));
    }
    return branch;
  }

  /** A service account freezes for indexing only. */
  private static void requireType(Actor actor, LockType type) {
    boolean person = actor.roles().contains("admin") || actor.roles().contains("developer");
    if (!person && type != LockType.INDEXING) {
      throw Access.forbidden("A service account may only acquire locks of type indexing.");
    }
  }

  private static void requireValid(JsonNode body, Duration duration, Duration longest) {
    List<Violation> wrong = new ArrayList<>();
    String scope = body.path("scope").asText("branch");
    member(body, "kind", !"branch".equals(scope), scope).ifPresent(wrong::add);
    member(body, "resource", "resource".equals(scope), scope).ifPresent(wrong::add);
    if (duration.compareTo(longest) > 0) {
      String most = "A lock of this type lasts " + longest.toSeconds() + " seconds at most.";
      wrong.add(new Violation("/durationSeconds", "too-large", most));
    }
    if (!wrong.isEmpty()) {
      throw new ProblemException(Problem.requestInvalid(wrong));
    }
  }

  private static Optional<Violation> member(
      JsonNode body, String name, boolean needed, String scope) {
    if (body.has(name) == needed) {
      return Optional.empty();
    }
    String message = needed ? "It is needed" : "It is not allowed";
    return Optional.of(
        new Violation(
            "/" + name,
            needed ? "required" : "not-allowed",
            message + " with scope " + scope + "."));
  }
}
