// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.CommitInfo;
import org.oms.terminusdb.embedded.store.Database;
import org.oms.terminusdb.embedded.store.Delta;
import org.oms.terminusdb.embedded.store.SchemaTransaction;
import org.oms.terminusdb.embedded.store.State;
import org.oms.terminusdb.embedded.store.Transaction;

/** Writes of documents: each call is one commit, or none when it changes nothing. */
final class DocumentWrites {

  /** What a transaction came to. */
  private record Outcome(Delta delta, List<String> ids, ObjectNode migration) {}

  static void requireParameters(Call call, String method) {
    call.required("author");
    call.required("message");
    if (!method.equals("DELETE")) {
      call.requireJsonContent();
    } else if (call.parameter("id").isEmpty() && !call.flag("nuke") && call.body().length == 0) {
      throw Refusal.failure("Missing target(s) for deletion", "api:MissingTargets");
    }
  }

  Reply answer(Call call, String method, ResourcePath path, Database database, User user) {
    if (path.kind() != ResourcePath.Kind.BRANCH) {
      throw impossible(call, path);
    }
    CommitInfo info = new CommitInfo(call.required("author"), call.required("message"), user.iri());
    return database.exclusively(() -> write(call, method, path, database, info));
  }

  private Reply write(
      Call call, String method, ResourcePath path, Database database, CommitInfo info) {
    Commit head =
        database.graph().head(path.name()).orElseThrow(() -> Resources.unknownBranch(path));
    DataVersions.require(call, "branch:" + head.id());
    State state = database.state(head);
    Outcome outcome =
        DocumentEndpoint.isSchema(call)
            ? schemaOutcome(call, method, state)
            : instanceOutcome(call, method, state);
    Commit version =
        outcome.delta().isEmpty()
            ? head
            : database.commit(path.name(), outcome.delta(), info, outcome.migration());
    Reply reply =
        method.equals("DELETE") ? Reply.noContent() : Reply.json(200, Json.array(outcome.ids()));
    return reply.about("branch:" + version.id());
  }

  private static Outcome instanceOutcome(Call call, String method, State state) {
    Transaction transaction = new Transaction(state);
    List<String> ids = new ArrayList<>();
    switch (method) {
      case "POST" -> {
        List<ObjectNode> documents = SubmittedDocuments.of(call);
        if (call.flag("full_replace")) {
          transaction.deleteAll(state.documents().keySet());
          documents.forEach(each -> ids.add(transaction.replace(each, true)));
        } else {
          documents.forEach(each -> ids.add(transaction.insert(each)));
        }
      }
      case "PUT" -> {
        boolean create = call.flag("create");
        SubmittedDocuments.of(call).forEach(each -> ids.add(transaction.replace(each, create)));
      }
      default -> delete(call, state, transaction);
    }
    return new Outcome(transaction.finish(), ids, Json.object());
  }

  private static void delete(Call call, State state, Transaction transaction) {
    if (call.flag("nuke")) {
      transaction.deleteAll(state.documents().keySet());
    } else if (call.parameter("id").isPresent()) {
      transaction.delete(call.required("id"));
    } else {
      transaction.deleteAll(listedIds(call));
    }
  }

  private static Outcome schemaOutcome(Call call, String method, State state) {
    SchemaTransaction transaction = new SchemaTransaction(state);
    List<String> ids = new ArrayList<>();
    switch (method) {
      case "POST" -> insertSchema(call, transaction, ids);
      case "PUT" -> {
        boolean create = call.flag("create");
        SubmittedDocuments.of(call).forEach(each -> ids.add(transaction.replace(each, create)));
      }
      default -> {
        if (call.flag("nuke")) {
          transaction.clear(Optional.empty());
        } else {
          call.parameter("id")
              .map(List::of)
              .orElseGet(() -> listedIds(call))
              .forEach(transaction::delete);
        }
      }
    }
    return new Outcome(transaction.finish(), ids, transaction.migration());
  }

  private static void insertSchema(Call call, SchemaTransaction transaction, List<String> ids) {
    List<ObjectNode> documents = SubmittedDocuments.of(call);
    if (call.flag("full_replace")) {
      if (documents.isEmpty() || !isContext(documents.get(0))) {
        throw Refusal.failure("No context found in submitted schema", "api:NoContextFoundInSchema");
      }
      transaction.clear(Optional.of(documents.get(0)));
    }
    documents.stream()
        .filter(each -> !isContext(each))
        .forEach(each -> ids.add(transaction.insert(each)));
  }

  private static boolean isContext(ObjectNode document) {
    return document.path("@type").asText().equals("@context");
  }

  private static List<String> listedIds(Call call) {
    List<String> ids = new ArrayList<>();
    for (JsonNode value : SubmittedDocuments.valuesOf(call)) {
      if (!value.isArray()) {
        throw Refusal.failure("Submitted JSON data is invalid", "api:JSONInvalid");
      }
      value.forEach(each -> ids.add(each.asText()));
    }
    return ids;
  }

  private static Refusal impossible(Call call, ResourcePath path) {
    String graph = DocumentEndpoint.isSchema(call) ? "schema" : "instance";
    return Refusal.failure(
        "action 'write' on graph type "
            + graph
            + " is impossible on resource '"
            + path.descriptor()
            + "'",
        "api:DocumentAccessImpossible",
        "api:access_type",
        "write",
        "api:graph_type",
        graph,
        "api:resource_path",
        path.descriptor());
  }
}
