// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.query.Diff;
import org.oms.terminusdb.embedded.store.Database;
import org.oms.terminusdb.embedded.store.State;

/** {@code /api/diff}: of two documents, or of two versions of a database. */
final class DiffEndpoint implements Endpoint {

  private static final List<List<String>> CHOICES =
      List.of(
          List.of("before", "after"),
          List.of("before_data_version", "after_data_version"),
          List.of("before_data_version", "after_data_version", "document_id"),
          List.of("before_data_version", "after", "document_id"));

  private final Resources resources;

  DiffEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String errorType(Call call) {
    return "api:DiffErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    ObjectNode body = call.object();
    if (body.has("before") && body.has("after")) {
      return Reply.json(200, Diff.patch(body.path("before"), body.path("after")));
    }
    if (!body.has("before_data_version") || !body.has("after_data_version")) {
      throw new FieldsMissing(
          "api:RequiredFieldsChoiceMissing",
          "The input API document was missing required fields from one of the following lists: ",
          body,
          Json.array(CHOICES));
    }
    Database database = resources.database(ResourcePath.of(call.resource()));
    Resources.authorize(user, "instance_read_access", database);
    State before = stateOf(database, body.path("before_data_version").asText());
    State after = stateOf(database, body.path("after_data_version").asText());
    return body.has("document_id")
        ? ofDocument(before, after, body.path("document_id").asText())
        : page(body, before, after);
  }

  private static Reply ofDocument(State before, State after, String id) {
    Optional<ObjectNode> old = before.find(id);
    Optional<ObjectNode> current = after.find(id);
    if (old.isEmpty() && current.isEmpty()) {
      return ErrorReplies.unexpected();
    }
    return Reply.json(200, Diff.of(old, current).orElse(Json.object("@id", id)));
  }

  private static Reply page(ObjectNode body, State before, State after) {
    List<Object> patches = new ArrayList<>();
    Diff.of(before, after).forEach(patches::add);
    List<Object> page =
        patches.stream()
            .skip(body.path("start").asLong(0))
            .limit(body.path("count").asLong(Long.MAX_VALUE))
            .toList();
    return Reply.json(200, Json.array(page));
  }

  private static State stateOf(Database database, String reference) {
    return database.state(Resources.reference(database, reference));
  }
}
