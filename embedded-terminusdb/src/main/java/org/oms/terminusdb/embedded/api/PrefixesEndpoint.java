// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import java.util.Set;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.Database;

/** {@code /api/prefixes}: the context of a branch. */
final class PrefixesEndpoint implements Endpoint {

  private final Resources resources;

  PrefixesEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String errorType(Call call) {
    return "api:PrefixErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    ResourcePath path = ResourcePath.of(call.resource());
    Database database = resources.database(path);
    Resources.authorize(user, "instance_read_access", database);
    Commit commit = resources.commit(database, path);
    return Reply.json(200, database.state(commit).schema().prefixes().asContext("Context"));
  }
}
