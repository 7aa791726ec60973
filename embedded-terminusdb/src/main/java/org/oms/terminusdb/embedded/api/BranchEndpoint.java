// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.CommitInfo;
import org.oms.terminusdb.embedded.store.Database;

/** {@code /api/branch}: branches come, from a branch, a commit or nothing, and go. */
final class BranchEndpoint implements Endpoint {

  private static final int SEGMENTS = 5;

  private final Resources resources;

  BranchEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST", "DELETE");
  }

  @Override
  public String errorType(Call call) {
    return "api:BranchErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    String branch = branchName(call);
    boolean isCreation = call.method().equals("POST");
    if (call.body().length == 0 && isCreation) {
      return Reply.html(
          500,
          "Internal server error",
          "Internal server error",
          "Arguments are not sufficiently instantiated");
    }
    if (!isCreation && call.header("content-type").isPresent()) {
      call.object(); // TerminusDB reads a body that is announced, though it needs none.
    }
    Optional<ObjectNode> body = isCreation ? Optional.of(call.object()) : Optional.empty();
    Database database = database(call);
    Resources.authorize(user, "branch", database);
    database.exclusively(
        () -> {
          if (isCreation) {
            create(branch, body.orElseThrow().path("origin"), database, user);
          } else {
            delete(branch, database);
          }
          return branch;
        });
    return Reply.json(200, Json.object("@type", "api:BranchResponse", "api:status", "api:success"));
  }

  private void create(String branch, JsonNode origin, Database database, User user) {
    if (database.graph().head(branch).isPresent()) {
      throw Refusal.failure(
          "Branch " + branch + " already exists",
          "api:BranchExistsError",
          "api:branch_name",
          branch);
    }
    if (origin.isMissingNode()) {
      Commit main = database.graph().head("main").orElseThrow();
      database.createEmptyBranch(
          branch,
          database.state(main).schema().prefixes(),
          new CommitInfo("system", "create initial schema", user.iri()));
      return;
    }
    if (!origin.isTextual()) {
      throw TypeMismatch.of(origin, "text");
    }
    database.createBranch(branch, originCommit(origin.asText()));
  }

  private Commit originCommit(String origin) {
    List<String> segments = List.of(origin.replaceFirst("^/", "").split("/"));
    if (segments.size() < 2) {
      throw unknownOrigin(origin);
    }
    ResourcePath path = ResourcePath.of(segments);
    Database database = resources.find(path).orElseThrow(() -> unknownDatabase(segments));
    if (path.kind() == ResourcePath.Kind.COMMIT) {
      return database.graph().find(path.name()).orElseThrow(() -> new UnknownCommit(path.name()));
    }
    return database.graph().head(path.name()).orElseThrow(() -> unknownOrigin(path.name()));
  }

  private static void delete(String branch, Database database) {
    if (branch.equals("main")) {
      throw Refusal.failure(
          "Branch 'main' should not be deleted as it is special", "api:BranchMainDeletionError");
    }
    if (database.graph().head(branch).isEmpty()) {
      throw Refusal.failure(
          "Branch " + branch + " does not exist",
          "api:BranchDoesNotExistError",
          "api:branch_name",
          branch);
    }
    database.deleteBranch(branch);
  }

  private static String branchName(Call call) {
    List<String> segments = call.resource();
    String path = String.join("/", segments);
    boolean isBranch = path.matches("[^/]+/[^/]+/local/branch/.+");
    if (!isBranch) {
      throw Refusal.failure(
          "Attempt to branch from remote repository " + path + "/_commits",
          "api:NotLocalRepositoryError",
          "api:absolute_descriptor",
          path + "/_commits");
    }
    if (segments.size() != SEGMENTS) {
      throw Refusal.failure(
          "Invalid target absolute resource descriptor: '" + path + "'",
          "api:BadTargetAbsoluteDescriptor",
          "api:absolute_descriptor",
          path);
    }
    return segments.get(SEGMENTS - 1);
  }

  private Database database(Call call) {
    return resources
        .find(ResourcePath.of(call.resource()))
        .orElseThrow(() -> unknownDatabase(call.resource()));
  }

  private static Refusal unknownDatabase(List<String> segments) {
    return Refusal.failure(
        "Unknown origin database: " + segments.get(0) + "/" + segments.get(1),
        "api:UnknownOriginDatabase",
        "api:database_name",
        segments.get(1),
        "api:organization_name",
        segments.get(0));
  }

  private static Refusal unknownOrigin(String branch) {
    return Refusal.failure(
        "Origin branch does not exist as specified " + branch,
        "api:OriginBranchDoesNotExist",
        "api:branch",
        branch);
  }

  /** An origin commit that is not there; its error has no {@code api:error}. */
  private static final class UnknownCommit extends ReplyException {

    private static final long serialVersionUID = 1L;

    UnknownCommit(String id) {
      super("origin commit " + id + " does not exist", null);
    }

    @Override
    Reply reply() {
      return Reply.json(400, Json.object("api:message", getMessage(), "api:status", "api:failure"));
    }
  }
}
