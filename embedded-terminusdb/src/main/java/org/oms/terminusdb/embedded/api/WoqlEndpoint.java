// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.query.TripleCount;
import org.oms.terminusdb.embedded.query.Woql;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.CommitInfo;
import org.oms.terminusdb.embedded.store.Database;
import org.oms.terminusdb.embedded.store.State;

/** {@code /api/woql}: queries, and writes that depend on what they find. */
final class WoqlEndpoint implements Endpoint {

  private final Resources resources;

  WoqlEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String errorType(Call call) {
    return "api:WoqlErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    ObjectNode body = call.object();
    ResourcePath path = ResourcePath.of(call.resource());
    Database database = resources.find(path).orElseThrow(() -> unresolvable(path));
    JsonNode query = body.path("query");
    if (query.isMissingNode()) {
      throw Call.missing("query");
    }
    if (path.kind() == ResourcePath.Kind.COMMITS) {
      Resources.authorize(user, "commit_read_access", database);
      Woql.Answer answer = Woql.onCommits(database.graph(), query);
      String version = "repo:" + DocumentReads.repositoryVersion(database);
      return Reply.json(200, Woql.toJson(answer, TripleCount.NONE)).about(version);
    }
    Resources.authorize(user, "instance_read_access", database);
    return database.exclusively(() -> onDocuments(call, user, path, database));
  }

  private Reply onDocuments(Call call, User user, ResourcePath path, Database database) {
    ObjectNode body = call.object();
    Commit head = resources.commit(database, path);
    String kind = path.kind() == ResourcePath.Kind.COMMIT ? "commit:" : "branch:";
    DataVersions.require(call, kind + head.id());
    State state = database.state(head);
    Woql.Answer answer = Woql.onDocuments(state, body.path("query"));
    if (answer.delta().isEmpty()) {
      return Reply.json(200, Woql.toJson(answer, TripleCount.NONE)).about(kind + head.id());
    }
    Commit commit =
        database.commit(path.name(), answer.delta(), commitInfo(body, user), Json.object());
    TripleCount count = TripleCount.of(state, answer.delta());
    return Reply.json(200, Woql.toJson(answer, count)).about("branch:" + commit.id());
  }

  private static CommitInfo commitInfo(ObjectNode body, User user) {
    JsonNode info = body.path("commit_info");
    for (String field : new String[] {"author", "message"}) {
      if (!info.has(field)) {
        throw Call.missing(field);
      }
    }
    return new CommitInfo(info.path("author").asText(), info.path("message").asText(), user.iri());
  }

  private static Refusal unresolvable(ResourcePath path) {
    return Refusal.notFound(
        "The following descriptor could not be resolved to a resource: '" + path.descriptor() + "'",
        "api:UnresolvableAbsoluteDescriptor",
        "api:absolute_descriptor",
        path.descriptor());
  }
}
