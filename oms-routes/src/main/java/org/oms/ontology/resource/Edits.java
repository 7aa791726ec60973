// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;

/**
 * The operations of the API on a draft. What is wrong with a body is collected, so that one answer
 * holds all of it; a missing resource, a taken name or a stale precondition ends the request.
 */
final class Edits {

  private final Draft draft;
  private final ResourceForms forms;
  private final RidSequence rids;
  private final List<Violation> invalid = new ArrayList<>();

  Edits(Draft draft, ResourceForms forms, RidSequence rids) {
    this.draft = draft;
    this.forms = forms;
    this.rids = rids;
  }

  /** Ends the request if a body was wrong. */
  void requireValid() {
    if (!invalid.isEmpty()) {
      throw new ProblemException(Problem.requestInvalid(invalid));
    }
  }

  /** Creates a resource; empty when the body is wrong. */
  Optional<Resource> create(Kind kind, ObjectNode body, String pointer) {
    if (!isValid(forms.of(kind), body, Optional.empty(), pointer)) {
      return Optional.empty();
    }
    requireFree(kind, body.path("apiName").asText());
    ObjectNode settled = settled(kind, body, Optional.empty(), pointer);
    settled.put("rid", rids.next(kind.ridKind()));
    return Optional.of(draft.add(kind, forms.canonical(kind, settled), Optional.of(pointer)));
  }

  /** Puts a whole new body in place of a resource's. */
  Optional<Resource> replace(Resource current, ObjectNode body, String pointer) {
    Kind kind = current.kind();
    if (!isValid(forms.of(kind), body, Optional.of(current.body()), pointer)) {
      return Optional.empty();
    }
    ObjectNode settled = settled(kind, body, Optional.of(current), pointer);
    for (String kept : ResourceForm.READ_ONLY) {
      settled.set(kept, current.body().get(kept));
    }
    boolean renamed = !body.path("apiName").asText().equals(current.apiName());
    if (renamed) {
      requireFree(kind, body.path("apiName").asText());
    }
    Resource next = draft.put(current, forms.canonical(kind, settled), Optional.of(pointer));
    if (renamed) {
      draft.renameReferences(kind, current.apiName(), next.apiName());
    }
    return Optional.of(next);
  }

  /** Deletes a resource that nobody uses, or with cascade what uses it too. */
  void delete(Resource current, boolean cascade) {
    List<Draft.User> users =
        draft.users(current.kind(), current.apiName()).stream()
            .filter(user -> !user.resource().rid().equals(current.rid()))
            .toList();
    if (!users.isEmpty() && !cascade) {
      throw new ProblemException(
          Problem.resourceInUse(current.kind().label(), current.apiName(), named(users)));
    }
    draft.remove(current, Optional.of(""));
    for (Draft.User user : users) {
      draft
          .find(user.resource().kind(), user.resource().apiName())
          .ifPresent(present -> release(present, user.reference()));
    }
  }

  boolean isValidProperty(ObjectNode property, Optional<ObjectNode> current) {
    return isValid(forms.ofProperty(), property, current, "");
  }

  /** A JSON Merge Patch (RFC 7396) applied. */
  static ObjectNode patched(ObjectNode target, JsonNode patch) {
    ObjectNode merged = target.deepCopy();
    patch
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value.isNull()) {
                merged.remove(field.getKey());
              } else if (value.isObject()) {
                JsonNode old = merged.path(field.getKey());
                ObjectNode from = old.isObject() ? (ObjectNode) old : ResourceForm.object();
                merged.set(field.getKey(), patched(from, value));
              } else {
                merged.set(field.getKey(), value);
              }
            });
    return merged;
  }

  private boolean isValid(
      ResourceForm form, ObjectNode body, Optional<ObjectNode> current, String pointer) {
    List<Violation> wrong = new ArrayList<>(form.violations(body));
    wrong.addAll(readOnly(body, current.orElseGet(ResourceForm::object)));
    wrong.forEach(violation -> invalid.add(violation.under(pointer)));
    return wrong.isEmpty();
  }

  private static List<Violation> readOnly(ObjectNode body, ObjectNode current) {
    return ResourceForm.READ_ONLY.stream()
        .filter(field -> body.has(field) && !same(body.path(field), current.path(field)))
        .sorted()
        .map(field -> new Violation("/" + field, "read-only", field + " can't be set."))
        .toList();
  }

  /** As text: a number in memory and the same one that was read may be of two Java types. */
  private static boolean same(JsonNode given, JsonNode kept) {
    return given.asText().equals(kept.asText());
  }

  /** The body with a rid for each property: the one it had, or a new one. */
  private ObjectNode settled(
      Kind kind, ObjectNode body, Optional<Resource> current, String pointer) {
    ObjectNode settled = body.deepCopy();
    Map<String, String> known = new HashMap<>();
    current.ifPresent(
        resource ->
            ResourceForm.properties(resource.body())
                .forEach(p -> known.put(p.path("apiName").asText(), p.path("rid").asText())));
    List<ObjectNode> properties = ResourceForm.properties(settled).toList();
    for (int i = 0; i < properties.size(); i++) {
      String rid = properties.get(i).path("rid").asText();
      if (!rid.isEmpty() && !known.containsValue(rid)) {
        String where = pointer + "/properties/" + i + "/rid";
        invalid.add(
            new Violation(where, "read-only", "The " + kind.label() + " has no such property."));
      }
      known.values().remove(rid);
    }
    for (ObjectNode property : properties) {
      if (!property.has("rid")) {
        String had = known.remove(property.path("apiName").asText());
        property.put("rid", had == null ? rids.next("property") : had);
      }
    }
    return settled;
  }

  private void requireFree(Kind kind, String apiName) {
    if (draft.find(kind, apiName).isPresent()) {
      throw new ProblemException(
          Problem.resourceExists(kind.label(), apiName, "on branch " + draft.branch()));
    }
  }

  private void release(Resource user, Reference reference) {
    if (reference.isEnd()) {
      delete(user, true);
    } else {
      ObjectNode body = user.body().deepCopy();
      reference.remove(body);
      draft.put(user, body, Optional.empty());
    }
  }

  private static List<Violation> named(List<Draft.User> users) {
    return users.stream()
        .map(
            user ->
                new Violation(
                    user.reference().pointer(),
                    "used-by",
                    "The "
                        + user.resource().kind().label()
                        + " "
                        + user.resource().apiName()
                        + " names it in "
                        + user.reference().field()
                        + "."))
        .toList();
  }
}
