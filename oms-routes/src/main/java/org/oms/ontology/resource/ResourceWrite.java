// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;

/** One write to one resource. */
public record ResourceWrite(
    String branch,
    RequestContext context,
    Kind kind,
    Change change,
    String location,
    RidSequence rids,
    ResourceForms forms)
    implements WriteRequest {

  /** What is to be done. */
  public sealed interface Change {}

  public record Create(ObjectNode body) implements Change {}

  public record Replace(String apiName, ObjectNode body, Precondition precondition)
      implements Change {}

  public record Patch(String apiName, ObjectNode patch, Precondition precondition)
      implements Change {}

  public record Delete(String apiName, Precondition precondition, boolean cascade)
      implements Change {}

  @Override
  public Plan plan(BranchState state) {
    Draft draft = new Draft(state);
    Edits edits = new Edits(draft, forms, rids.restarted());
    Optional<Resource> edited = edit(draft, edits);
    edits.requireValid();
    Integrity.require(draft);
    List<ResourceChange> changes = new Stamp(context, forms).changes(draft);
    return new Plan(changes, Optional.empty(), Map.of(), answer(edited, changes));
  }

  private Optional<Resource> edit(Draft draft, Edits edits) {
    if (change instanceof Create create) {
      return edits.create(kind, create.body(), "");
    }
    if (change instanceof Replace replace) {
      Resource current = required(draft, replace.apiName(), replace.precondition());
      return edits.replace(current, replace.body(), "");
    }
    if (change instanceof Patch patch) {
      Resource current = required(draft, patch.apiName(), patch.precondition());
      return edits.replace(current, Edits.patched(current.body(), patch.patch()), "");
    }
    Delete delete = (Delete) change;
    edits.delete(required(draft, delete.apiName(), delete.precondition()), delete.cascade());
    return Optional.empty();
  }

  private Resource required(Draft draft, String apiName, Precondition precondition) {
    Resource current = draft.require(kind, apiName);
    precondition.check(current.etag());
    return current;
  }

  private Answer answer(Optional<Resource> edited, List<ResourceChange> changes) {
    if (edited.isEmpty()) {
      return new Answer(204, Map.of(), NullNode.getInstance());
    }
    String rid = edited.get().rid();
    Resource now =
        changes.stream()
            .filter(made -> made.rid().equals(rid))
            .findFirst()
            .flatMap(ResourceChange::after)
            .orElse(edited.get());
    if (change instanceof Create) {
      String where = location + "/" + now.apiName();
      return new Answer(201, Map.of("ETag", now.etag(), "Location", where), now.body());
    }
    return new Answer(200, Map.of("ETag", now.etag()), now.body());
  }
}
