// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.request.RequestContext;

/** Makes the changes of a draft: who and when, the next revision, and the event of each. */
public record Stamp(RequestContext context, ResourceForms forms) {

  /** One change for each resource that ends up different from what it was. */
  public List<ResourceChange> changes(Draft draft) {
    List<ResourceChange> changes = new ArrayList<>();
    for (Draft.Touched touched : draft.touched().values()) {
      Optional<Resource> after = touched.after().map(now -> stamped(touched.before(), now));
      List<FieldChange> fields = fieldChanges(touched.before(), after, touched.kind());
      if (after.isEmpty() || touched.before().isEmpty() || !fields.isEmpty()) {
        changes.add(
            new ResourceChange(
                touched.before(), after, event(touched, after, FieldChange.names(fields))));
      }
    }
    return changes;
  }

  private Resource stamped(Optional<Resource> before, Resource after) {
    ObjectNode body = after.body().deepCopy();
    String now = context.receivedAt().toString();
    String by = context.actor().username();
    String createdAt = before.map(old -> old.body().path("createdAt").asText()).orElse(now);
    String createdBy = before.map(old -> old.body().path("createdBy").asText()).orElse(by);
    body.put("rid", after.rid());
    body.put("createdAt", before.isEmpty() ? body.path("createdAt").asText(now) : createdAt);
    body.put("createdBy", before.isEmpty() ? body.path("createdBy").asText(by) : createdBy);
    body.put("modifiedAt", now);
    body.put("modifiedBy", by);
    body.put("revision", before.map(Resource::revision).orElse(0L) + 1);
    return new Resource(after.kind(), forms.canonical(after.kind(), body));
  }

  private List<FieldChange> fieldChanges(
      Optional<Resource> before, Optional<Resource> after, Kind kind) {
    ObjectNode nothing = forms.canonical(kind, ResourceForm.object());
    ObjectNode old = before.map(Resource::body).orElse(nothing);
    ObjectNode now = after.map(Resource::body).orElse(nothing);
    return FieldChange.between(old, now);
  }

  private static EventDraft event(
      Draft.Touched touched, Optional<Resource> after, List<String> fields) {
    Resource named = after.or(touched::before).orElseThrow();
    String verb = touched.before().isEmpty() ? "create" : after.isEmpty() ? "delete" : "update";
    return new EventDraft(
        touched.kind().resourceType() + "." + verb,
        touched.kind().resourceType(),
        named.rid(),
        named.apiName(),
        fields,
        body(touched.before()),
        body(after),
        Map.of());
  }

  private static JsonNode body(Optional<Resource> resource) {
    return resource.<JsonNode>map(Resource::body).orElse(NullNode.getInstance());
  }
}
