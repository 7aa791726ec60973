// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.query.CommitGraphql;
import org.oms.terminusdb.embedded.query.GraphqlSyntaxException;
import org.oms.terminusdb.embedded.store.Database;

/** {@code /api/graphql} on the commit graph; its errors have a form of their own. */
final class GraphqlEndpoint implements Endpoint {

  private static final String CONTENT_TYPE = "application/json";

  private final Resources resources;

  GraphqlEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String errorType(Call call) {
    return "api:GraphQLErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    return answer(call, Optional.of(user));
  }

  Reply answer(Call call, Optional<User> user) {
    if (call.method().equals("GET")) {
      return ErrorReplies.unexpected();
    }
    if (user.isEmpty()) {
      return refused(401, "Authentication incorrect");
    }
    ResourcePath path = ResourcePath.of(call.resource());
    Optional<Database> database = resources.find(path);
    if (database.isEmpty()) {
      return refused(
          403,
          "Unable to resolve an invalid absolute path for descriptor '" + path.descriptor() + "'");
    }
    try {
      boolean isCommits = path.kind() == ResourcePath.Kind.COMMITS;
      String action = isCommits ? "commit_read_access" : "instance_read_access";
      Resources.authorize(user.get(), action, database.get());
      return Reply.json(200, CONTENT_TYPE, answer(call.object(), database.get(), isCommits));
    } catch (Forbidden forbidden) {
      return refused(403, forbidden.getMessage());
    } catch (ReplyException badBody) {
      return badBody.reply();
    }
  }

  private static ObjectNode answer(ObjectNode body, Database database, boolean isCommits) {
    JsonNode variables = body.path("variables");
    ObjectNode given = variables.isObject() ? (ObjectNode) variables : Json.object();
    CommitGraphql graphql = new CommitGraphql(database.graph(), isCommits);
    try {
      return Json.object("data", graphql.answer(body.path("query").asText(), given));
    } catch (GraphqlSyntaxException e) {
      ObjectNode location = Json.object("line", e.line(), "column", e.column());
      ObjectNode error =
          Json.object("message", e.getMessage(), "locations", Json.array(List.of(location)));
      return Json.object("errors", Json.array(List.of(error)));
    }
  }

  private static Reply refused(int status, String message) {
    return Reply.json(
        status, Json.object("errors", Json.array(List.of(Json.object("message", message)))));
  }
}
