// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.oms.ontology.resource.ResourceForm;

/** Whether two bodies say the same, whoever made them and when. */
final class Alike {

  private Alike() {}

  static boolean are(JsonNode one, JsonNode other) {
    return bare(one).equals(bare(other));
  }

  private static JsonNode bare(JsonNode body) {
    ObjectNode bare = body.deepCopy();
    bare.remove(ResourceForm.READ_ONLY);
    bare.path("properties")
        .forEach(property -> ((ObjectNode) property).remove(ResourceForm.READ_ONLY));
    return bare;
  }
}
