// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one resource differs, as the contract's schema {@code ResourceDiff}. */
public final class ResourceDiff {

  private ResourceDiff() {}

  /** What one change does. */
  public static ObjectNode of(ResourceChange change) {
    return of(change.kind(), change.before(), change.after());
  }

  /** What has to change on one state to make it equal to the other. */
  public static List<ObjectNode> between(BranchState from, BranchState to) {
    List<ObjectNode> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Map<String, Resource> old = new HashMap<>();
      from.all(kind).forEach(resource -> old.put(resource.rid(), resource));
      for (Resource now : to.all(kind)) {
        Optional<Resource> before = Optional.ofNullable(old.remove(now.rid()));
        if (before.isEmpty() || !FieldChange.between(before.get().body(), now.body()).isEmpty()) {
          found.add(of(kind, before, Optional.of(now)));
        }
      }
      from.all(kind).stream()
          .filter(resource -> old.containsKey(resource.rid()))
          .forEach(gone -> found.add(of(kind, Optional.of(gone), Optional.empty())));
    }
    return found;
  }

  private static ObjectNode of(Kind kind, Optional<Resource> before, Optional<Resource> after) {
    Resource named = after.or(() -> before).orElseThrow();
    ObjectNode diff = ResourceForm.object();
    diff.put("kind", kind.pathSegment());
    diff.put("rid", named.rid());
    diff.put("apiName", named.apiName());
    diff.put("change", before.isEmpty() ? "created" : after.isEmpty() ? "deleted" : "updated");
    ArrayNode fields = diff.putArray("fields");
    ObjectNode old = before.map(Resource::body).orElseGet(ResourceForm::object);
    ObjectNode now = after.map(Resource::body).orElseGet(ResourceForm::object);
    for (FieldChange change : FieldChange.between(old, now)) {
      ObjectNode field = fields.addObject().put("field", change.field());
      if (!change.before().isMissingNode()) {
        field.set("old", change.before());
      }
      if (!change.after().isMissingNode()) {
        field.set("new", change.after());
      }
    }
    return diff;
  }
}
