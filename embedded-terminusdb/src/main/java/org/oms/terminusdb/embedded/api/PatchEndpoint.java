// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.query.Patch;

/** {@code /api/patch}: applies a patch to a document of the request; databases are not patched. */
final class PatchEndpoint implements Endpoint {

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String errorType(Call call) {
    return "api:PatchErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    ObjectNode body = call.object();
    if (!body.path("before").isObject() || !body.path("patch").isObject()) {
      throw new FieldsMissing(
          "api:RequiredFieldsMissing",
          "The input API document was missing required fields: ",
          body,
          Json.array(List.of("before", "patch")));
    }
    Patch patch = Patch.of((ObjectNode) body.path("before"), body.path("patch"));
    return patch.isClean() ? Reply.json(200, patch.result()) : Reply.json(409, patch.conflicts());
  }
}
