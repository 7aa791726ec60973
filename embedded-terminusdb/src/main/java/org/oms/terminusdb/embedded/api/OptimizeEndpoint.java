// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import java.util.List;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.store.Database;

/** {@code /api/optimize}: accepted, and there is nothing to do. */
final class OptimizeEndpoint implements Endpoint {

  private final Resources resources;

  OptimizeEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String errorType(Call call) {
    return "api:OptimizeErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    List<String> segments = call.resource();
    if (!segments.equals(List.of("_system"))) {
      Database database =
          resources.database(ResourcePath.of(segments.subList(0, Math.min(2, segments.size()))));
      Resources.authorize(user, "meta_write_access", database);
    }
    return Reply.json(
        200, Json.object("@type", "api:OptimizeResponse", "api:status", "api:success"));
  }
}
