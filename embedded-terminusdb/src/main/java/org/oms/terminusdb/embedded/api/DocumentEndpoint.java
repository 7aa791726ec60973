// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import java.util.Set;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.Database;

/** {@code /api/document}: instance and schema documents of a branch, a commit, or its graph. */
final class DocumentEndpoint implements Endpoint {

  private final Resources resources;
  private final DocumentReads reads = new DocumentReads();
  private final DocumentWrites writes = new DocumentWrites();

  DocumentEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
  }

  @Override
  public String errorType(Call call) {
    return switch (method(call)) {
      case "POST" -> "api:InsertDocumentErrorResponse";
      case "PUT" -> "api:ReplaceDocumentErrorResponse";
      case "DELETE" -> "api:DeleteDocumentErrorResponse";
      default -> "api:GetDocumentErrorResponse";
    };
  }

  @Override
  public Reply answer(Call call, User user) {
    ResourcePath path = ResourcePath.of(call.resource());
    boolean isSchema = isSchema(call);
    boolean isRead = method(call).equals("GET") || method(call).equals("HEAD");
    if (!isRead) {
      DocumentWrites.requireParameters(call, method(call));
    }
    Database database = resources.database(path);
    String graph = isSchema ? "schema" : "instance";
    Resources.authorize(user, graph + (isRead ? "_read_access" : "_write_access"), database);
    if (!isRead) {
      return writes.answer(call, method(call), path, database, user);
    }
    if (path.kind() == ResourcePath.Kind.COMMITS) {
      return reads.ofCommits(call, database);
    }
    Commit commit = resources.commit(database, path);
    String kind = path.kind() == ResourcePath.Kind.COMMIT ? "commit:" : "branch:";
    String version = kind + commit.id();
    DataVersions.require(call, version);
    Reply reply =
        call.method().equals("HEAD")
            ? Reply.empty(200)
            : reads.ofState(call, database.state(commit), isSchema);
    return reply.about(version);
  }

  static boolean isSchema(Call call) {
    String graph = call.parameter("graph_type").orElse("instance");
    if (!graph.equals("schema") && !graph.equals("instance")) {
      throw Call.badType("graph_type", "graph (schema, instance)", graph, graph);
    }
    return graph.equals("schema");
  }

  private static String method(Call call) {
    return call.header("x-http-method-override").orElse(call.method());
  }
}
