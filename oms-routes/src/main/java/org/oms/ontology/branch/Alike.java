// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Whether two bodies say the same, whoever made them and when. */
final class Alike {

  private static final List<String> IDENTITY =
      List.of("rid", "createdAt", "createdBy", "modifiedAt", "modifiedBy", "revision");

  private Alike() {}

  static boolean are(JsonNode one, JsonNode other) {
    return bare(one).equals(bare(other));
  }

  private static JsonNode bare(JsonNode body) {
    ObjectNode bare = body.deepCopy();
    bare.remove(IDENTITY);
    bare.path("properties").forEach(property -> ((ObjectNode) property).remove(IDENTITY));
    return bare;
  }
}
