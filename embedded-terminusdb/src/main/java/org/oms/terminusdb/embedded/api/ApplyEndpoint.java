// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.query.Patch;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.CommitInfo;
import org.oms.terminusdb.embedded.store.Database;
import org.oms.terminusdb.embedded.store.Delta;
import org.oms.terminusdb.embedded.store.State;

/** {@code /api/apply}: replays the difference of two commits on a branch, instances only. */
final class ApplyEndpoint implements Endpoint {

  private static final List<String> FIELDS =
      List.of("before_commit", "after_commit", "commit_info", "type");

  private final Resources resources;

  ApplyEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String errorType(Call call) {
    return "api:ApplyErrorResponse";
  }

  @Override
  public Reply answer(Call call, User user) {
    ObjectNode body = call.object();
    if (!FIELDS.subList(0, 3).stream().allMatch(body::has)) {
      throw new FieldsMissing(
          "api:RequiredFieldsMissing",
          "The input API document was missing required fields: ",
          body,
          Json.array(FIELDS));
    }
    ResourcePath path = ResourcePath.of(call.resource());
    Database database = resources.database(path);
    Resources.authorize(user, "commit_write_access", database);
    return database.exclusively(() -> apply(body, path, database, user));
  }

  private Reply apply(ObjectNode body, ResourcePath path, Database database, User user) {
    Commit head = resources.commit(database, path);
    State before = stateOf(database, body.path("before_commit"));
    State after = stateOf(database, body.path("after_commit"));
    State target = database.state(head);
    Map<String, Optional<ObjectNode>> changes = new TreeMap<>();
    List<ObjectNode> conflicts = new ArrayList<>();
    for (String id : idsOf(before, after)) {
      replay(id, before, after, target, changes, conflicts);
    }
    if (!conflicts.isEmpty()) {
      return Reply.json(
          409,
          Json.object(
              "@type", "api:ApplyError",
              "api:status", "api:conflict",
              "api:witnesses", Json.array(conflicts)));
    }
    Delta delta = new Delta(Optional.empty(), changes);
    JsonNode given = body.path("commit_info");
    CommitInfo info =
        new CommitInfo(given.path("author").asText(), given.path("message").asText(), user.iri());
    if (!delta.isEmpty()) {
      database.commit(path.name(), delta, info, Json.object());
    }
    return Reply.json(200, Json.object("@type", "api:ApplyResponse", "api:status", "api:success"));
  }

  private static void replay(
      String id,
      State before,
      State after,
      State target,
      Map<String, Optional<ObjectNode>> changes,
      List<ObjectNode> conflicts) {
    Optional<ObjectNode> old = before.find(id);
    Optional<ObjectNode> current = after.find(id);
    Optional<ObjectNode> found = target.find(id);
    if (old.equals(current) || found.equals(current)) {
      return;
    }
    if (old.isPresent() && current.isPresent() && found.isPresent()) {
      Patch patch = Patch.replay(old.get(), current.get(), found.get());
      if (patch.isClean()) {
        changes.put(id, Optional.of(patch.result()));
      } else {
        conflicts.add(Json.object("@id", id).setAll(patch.conflicts()));
      }
    } else if (found.equals(old)) {
      changes.put(id, current);
    } else {
      conflicts.add(
          Json.object(
              "@id",
              id,
              "@expected",
              old.orElse(null),
              "@found",
              found.orElse(null),
              "@op",
              "Conflict"));
    }
  }

  private static Set<String> idsOf(State before, State after) {
    Set<String> ids = new TreeSet<>(before.documents().keySet());
    ids.addAll(after.documents().keySet());
    return ids;
  }

  private static State stateOf(Database database, JsonNode reference) {
    return database.state(Resources.reference(database, reference.asText()));
  }
}
