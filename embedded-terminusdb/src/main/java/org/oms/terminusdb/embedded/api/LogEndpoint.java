// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.CommitGraph;
import org.oms.terminusdb.embedded.store.Database;

/** {@code /api/log}: a branch's commits, newest first. */
final class LogEndpoint implements Endpoint {

  private final Resources resources;

  LogEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String errorType(Call call) {
    return "api:LogErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    long start = call.number("start", "integer", 0);
    long count = call.number("count", "integer", -1);
    ResourcePath path = ResourcePath.of(call.resource());
    Database database = resources.database(path);
    Resources.authorize(user, "commit_read_access", database);
    CommitGraph graph = database.graph();
    Commit head = resources.commit(database, path);
    List<ObjectNode> log =
        graph.log(head, Math.max(0, start), count < 0 ? Long.MAX_VALUE : count).stream()
            .map(each -> each.toDocument(graph.parentOf(each)))
            .toList();
    return Reply.json(200, Json.array(log));
  }
}
