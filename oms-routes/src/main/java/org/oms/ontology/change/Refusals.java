// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.resource.BranchStates;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Resource;

/** Which refused requests are events, and what is said of them. */
@ApplicationScoped
@Unremovable
public class Refusals {

  private static final int NO_GOOD_CREDENTIAL = 401;
  private static final int NOT_ALLOWED = 403;

  /** What a write can be refused for; 400, 413 and 415 never became an attempt. */
  private static final Set<Integer> FAILED_WRITE = Set.of(404, 409, 412, 422, 423, 428);

  /** What an event can show. Access is denied before the contract has looked at a name. */
  private static final Pattern SHOWN = Pattern.compile("\\P{C}{1,200}");

  private static final String UNKNOWN = "*";

  /** Operations that are not about the ontology, by what events call them. */
  private static final Map<String, Spoken> SPOKEN_OF =
      Map.of(
          "acquireLock", new Spoken("lock", "lock.acquire"),
          "releaseLock", new Spoken("lock", "lock.release"),
          "heartbeatLock", new Spoken("lock", "lock.heartbeat"),
          "createSession", new Spoken("session", "auth.login"),
          "deleteCurrentSession", new Spoken("session", "auth.logout"),
          "revokeToken", new Spoken("token", "auth.revoke"));

  private record Spoken(String resourceType, String action) {}

  private final BranchStates states;
  private final FailedAttempts failedAttempts;

  @Inject
  public Refusals(BranchStates states, FailedAttempts failedAttempts) {
    this.states = states;
    this.failedAttempts = failedAttempts;
  }

  /**
   * Whether the refusal is an event: what was tried by nobody we know, as far as there is room for
   * it; what the caller may not do; what a write failed for.
   */
  public boolean isRecorded(ApiRequest request, Problem problem) {
    if (request == null) {
      return false;
    }
    if (isFailedAttempt(request, problem)) {
      return failedAttempts.admit();
    }
    return isDenied(problem)
        || (request.operation().isWrite()
            && !request.isDryRun()
            && FAILED_WRITE.contains(problem.status()));
  }

  public Refusal of(ApiRequest request, Problem problem) {
    if (isFailedAttempt(request, problem)) {
      return FailedAttempts.refusal(request, problem);
    }
    String resourceType = resourceType(request);
    String name = shown(name(request)).orElse(UNKNOWN);
    return new Refusal(
        request.context(),
        Optional.ofNullable(request.pathParameter("branch")).flatMap(Refusals::shown),
        isDenied(problem) ? "auth.denied" : action(request, resourceType),
        resourceType,
        rid(request).orElse(name),
        name,
        problem,
        isDenied(problem) ? Map.of("operation", request.operation().id()) : Map.of());
  }

  /** Whoever is refused before it is known who they are must not be able to fill the audit log. */
  private static boolean isFailedAttempt(ApiRequest request, Problem problem) {
    return problem.status() == NO_GOOD_CREDENTIAL
        || (isDenied(problem) && request.context().actor().credential().isEmpty());
  }

  private static boolean isDenied(Problem problem) {
    return problem.status() == NOT_ALLOWED;
  }

  private static Optional<String> shown(String name) {
    return Optional.of(name).filter(SHOWN.asMatchPredicate());
  }

  private static String resourceType(ApiRequest request) {
    if (request.operation().id().endsWith("Property")) {
      return "property";
    }
    if (SPOKEN_OF.containsKey(request.operation().id())) {
      return SPOKEN_OF.get(request.operation().id()).resourceType();
    }
    if (request.operation().path().startsWith("/branches")) {
      return "branch";
    }
    return kind(request).map(Kind::resourceType).orElse("schema");
  }

  private static String action(ApiRequest request, String resourceType) {
    Spoken known = SPOKEN_OF.get(request.operation().id());
    return known == null ? resourceType + "." + verb(request) : known.action();
  }

  private static String verb(ApiRequest request) {
    String id = request.operation().id();
    if (id.startsWith("create") || id.startsWith("delete")) {
      return id.substring(0, "create".length()).toLowerCase(Locale.ROOT);
    }
    return id.startsWith("merge") ? "merge" : "update";
  }

  private static Optional<Kind> kind(ApiRequest request) {
    String[] parts = request.operation().path().split("/", -1);
    return parts.length > 3 ? Kind.ofPathSegment(parts[3]) : Optional.empty();
  }

  /** The target's name: the path says it, or the body of a create. */
  private static String name(ApiRequest request) {
    if (request.operation().id().equals("mergeBranch")) {
      return request.body().path("target").asText(request.pathParameter("branch"));
    }
    return Optional.ofNullable(request.pathParameter("property"))
        .or(() -> inBody(request))
        .or(() -> Optional.ofNullable(request.pathParameter("apiName")))
        .or(() -> Optional.ofNullable(request.pathParameter("lockId")))
        .or(() -> Optional.ofNullable(request.pathParameter("branch")))
        .or(() -> Optional.ofNullable(request.body().path("jti").asText(null)))
        .or(() -> Optional.of(request.context().actor().username()).filter(any -> isOwn(request)))
        .orElse(UNKNOWN);
  }

  /** A session is the caller's own. */
  private static boolean isOwn(ApiRequest request) {
    return resourceType(request).equals("session");
  }

  private static Optional<String> inBody(ApiRequest request) {
    String field = request.operation().path().startsWith("/branches") ? "name" : "apiName";
    return Optional.of(request.body().path(field).asText())
        .filter(text -> request.operation().id().startsWith("create") && !text.isEmpty());
  }

  private Optional<String> rid(ApiRequest request) {
    String apiName = request.pathParameter("apiName");
    if (apiName == null || resourceType(request).equals("property")) {
      return Optional.empty();
    }
    try {
      return states
          .head(request.pathParameter("branch"))
          .find(kind(request).orElseThrow(), apiName)
          .map(Resource::rid);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }
}
