// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;

/**
 * One write to one property of an object type or interface. It changes the document of its owner;
 * its event is about the property and names the owner.
 *
 * @param owner the owner's apiName
 */
public record PropertyWrite(
    String branch,
    RequestContext context,
    Kind kind,
    String owner,
    ResourceWrite.Change change,
    String location,
    RidSequence rids,
    ResourceForms forms)
    implements WriteRequest {

  @Override
  public Plan plan(BranchState state) {
    Draft draft = new Draft(state);
    Resource current = draft.require(kind, owner);
    Edits edits = new Edits(draft, forms, rids.restarted());
    ObjectNode body = edited(edits, current);
    edits.requireValid();
    Resource next = edits.replace(current, body, "").orElse(current);
    edits.requireValid();
    requireIntegrity(draft);
    List<ResourceChange> changes =
        new Stamp(context, forms).changes(draft).stream().map(this::aboutProperty).toList();
    return new Plan(changes, Optional.empty(), Map.of(), answer(current, next));
  }

  /** The owner's body with the property changed. */
  private ObjectNode edited(Edits edits, Resource current) {
    ObjectNode body = current.body().deepCopy();
    ArrayNode properties = body.withArray("properties");
    if (change instanceof ResourceWrite.Create create) {
      String name = create.body().path("apiName").asText();
      if (edits.isValidProperty(create.body(), Optional.empty())) {
        if (find(current, name).isPresent()) {
          throw new ProblemException(Problem.resourceExists("property", name, "in " + owner));
        }
        properties.add(forms.ofProperty().canonical(create.body()));
      }
      return body;
    }
    if (change instanceof ResourceWrite.Delete delete) {
      properties.remove(index(current, required(current, delete.apiName(), delete.precondition())));
      return body;
    }
    ObjectNode old;
    ObjectNode wanted;
    if (change instanceof ResourceWrite.Patch patch) {
      old = required(current, patch.apiName(), patch.precondition());
      wanted = Edits.patched(old, patch.patch());
    } else {
      ResourceWrite.Replace replace = (ResourceWrite.Replace) change;
      old = required(current, replace.apiName(), replace.precondition());
      wanted = replace.body().deepCopy();
    }
    if (edits.isValidProperty(wanted, Optional.of(old))) {
      requireFree(current, old, wanted.path("apiName").asText());
      wanted.set("rid", old.get("rid"));
      properties.set(index(current, old), forms.ofProperty().canonical(wanted));
    }
    return body;
  }

  private void requireFree(Resource current, ObjectNode old, String name) {
    if (!name.equals(old.path("apiName").asText()) && find(current, name).isPresent()) {
      throw new ProblemException(Problem.resourceExists("property", name, "in " + owner));
    }
  }

  private void requireIntegrity(Draft draft) {
    List<Violation> violations = Integrity.violations(draft);
    if (!violations.isEmpty()) {
      throw new ProblemException(
          change instanceof ResourceWrite.Delete delete
              ? Problem.resourceInUse("property", delete.apiName(), violations)
              : Problem.integrityViolated(violations));
    }
  }

  private ObjectNode required(Resource current, String name, Precondition precondition) {
    ObjectNode property =
        find(current, name)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.resourceNotFound("property", name, "in " + owner)));
    precondition.check(PropertyTag.of(property));
    return property;
  }

  private static Optional<ObjectNode> find(Resource owner, String name) {
    return ResourceForm.properties(owner.body())
        .filter(property -> property.path("apiName").asText().equals(name))
        .findFirst();
  }

  private static int index(Resource owner, ObjectNode property) {
    return ResourceForm.properties(owner.body()).toList().indexOf(property);
  }

  private ResourceChange aboutProperty(ResourceChange made) {
    if (!made.kind().equals(kind) || made.before().isEmpty() || made.after().isEmpty()) {
      return made;
    }
    List<FieldChange> fields =
        FieldChange.between(made.before().get().body(), made.after().get().body());
    Optional<ObjectNode> before = touched(made.before().get(), made.after().get());
    Optional<ObjectNode> after = touched(made.after().get(), made.before().get());
    Optional<ObjectNode> named = after.or(() -> before);
    if (named.isEmpty()) {
      return made;
    }
    String verb = before.isEmpty() ? "create" : after.isEmpty() ? "delete" : "update";
    EventDraft event =
        new EventDraft(
            "property." + verb,
            "property",
            named.get().path("rid").asText(),
            named.get().path("apiName").asText(),
            fields.stream().map(field -> lastPart(field.field())).distinct().toList(),
            before.<JsonNode>map(ObjectNode.class::cast).orElse(NullNode.getInstance()),
            after.<JsonNode>map(ObjectNode.class::cast).orElse(NullNode.getInstance()),
            Map.of("owner", kind.resourceType() + "/" + made.rid(), "ownerName", owner));
    return new ResourceChange(made.before(), made.after(), event);
  }

  /** The property of one body that the other does not have in the same form. */
  private static Optional<ObjectNode> touched(Resource of, Resource other) {
    List<ObjectNode> others = ResourceForm.properties(other.body()).toList();
    return ResourceForm.properties(of.body())
        .filter(property -> !others.contains(property))
        .findFirst();
  }

  private static String lastPart(String field) {
    return field.substring(field.lastIndexOf('/') + 1);
  }

  private Answer answer(Resource before, Resource next) {
    if (change instanceof ResourceWrite.Delete) {
      return new Answer(204, Map.of(), NullNode.getInstance());
    }
    ObjectNode property = answered(before, next);
    String etag = PropertyTag.of(property);
    if (change instanceof ResourceWrite.Create) {
      String where = location + "/" + property.path("apiName").asText();
      return new Answer(201, Map.of("ETag", etag, "Location", where), property);
    }
    return new Answer(200, Map.of("ETag", etag), property);
  }

  private ObjectNode answered(Resource before, Resource next) {
    if (change instanceof ResourceWrite.Create create) {
      return find(next, create.body().path("apiName").asText()).orElseThrow();
    }
    String name =
        change instanceof ResourceWrite.Patch patch
            ? patch.apiName()
            : ((ResourceWrite.Replace) change).apiName();
    String rid = find(before, name).orElseThrow().path("rid").asText();
    return ResourceForm.properties(next.body())
        .filter(property -> property.path("rid").asText().equals(rid))
        .findFirst()
        .orElseThrow();
  }
}
