// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.Plan;
import org.oms.ontology.resource.ResourceChange;
import org.oms.ontology.terminusdb.CommitRequest;
import org.oms.ontology.terminusdb.CommitRequest.DocumentChange;

/**
 * What shares one commit: the rows to intend, the documents to write, and how far it got. The body
 * of {@code direct:commitGroup}; used by one thread.
 */
public final class CommitGroup {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String database;
  private final String branch;
  private final long guardRevision;
  private final ArrayNode rows = NODES.arrayNode();
  private final ArrayNode keys = NODES.arrayNode();
  private final List<Timed> timed = new ArrayList<>();
  private final List<DocumentChange> documents = new ArrayList<>();
  private final Set<String> rids = new HashSet<>();
  private final Set<String> authors = new LinkedHashSet<>();
  private final UUID groupId;
  private UUID firstEvent;
  private long bytes;
  private Optional<String> commit = Optional.empty();
  private boolean intended;

  record Timed(UUID event, RequestContext context) {}

  CommitGroup(String database, String branch, long guardRevision, UUID groupId) {
    this.database = database;
    this.branch = branch;
    this.guardRevision = guardRevision;
    this.groupId = groupId;
  }

  /** Whether the plan changes a resource that the group changes already. */
  boolean overlaps(Plan plan) {
    return plan.changes().stream().anyMatch(change -> rids.contains(change.rid()));
  }

  void addEvent(OutboxEvent event, RequestContext context, Optional<ResourceChange> change) {
    if (firstEvent == null) {
      firstEvent = event.id();
    }
    authors.add(context.actor().username());
    timed.add(new Timed(event.id(), context));
    bytes += event.bytes();
    ObjectNode row = rows.addObject();
    row.put("id", event.id().toString()).put("aggregate", event.aggregate());
    row.put("partition", Partition.of(event.aggregate())).put("subject", event.natsSubject());
    row.put("position", rows.size()).set("event", event.event());
    change.ifPresent(
        made -> {
          rids.add(made.rid());
          row.set("version", version(made, context));
        });
  }

  void addDocument(DocumentChange document) {
    documents.add(document);
  }

  void addKey(RequestContext context, Answer answer) {
    keys.addAll(keys(context, answer));
  }

  /** The Idempotency-Key of a request, if it has one, as a row to store. */
  static ArrayNode keys(RequestContext context, Answer answer) {
    ArrayNode keys = NODES.arrayNode();
    context
        .idempotencyKey()
        .ifPresent(
            key -> {
              ObjectNode row = keys.addObject();
              row.put("actor", context.actor().id()).put("key", key.key());
              row.put("request_hash", key.requestHash()).set("answer", Answers.toJson(answer));
            });
    return keys;
  }

  private static ObjectNode version(ResourceChange change, RequestContext context) {
    ObjectNode version = NODES.objectNode();
    version.put("kind", change.kind().resourceType()).put("rid", change.rid());
    version.put("api_name", change.after().or(change::before).orElseThrow().apiName());
    version.put(
        "revision",
        change.after().isPresent()
            ? change.after().get().revision()
            : change.before().orElseThrow().revision() + 1);
    version.put("action", change.event().action()).put("at", context.receivedAt().toString());
    version.put("actor", context.actor().username());
    change.after().ifPresent(after -> version.set("body", after.body()));
    return version;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The exact message of the commit: how its outcome is looked up after a crash. */
  String message() {
    return rows.size() == 1 ? "event=" + firstEvent : "group=" + groupId;
  }

  CommitRequest request() {
    String author = authors.size() == 1 ? authors.iterator().next() : "oms";
    return new CommitRequest(database, branch, author, message(), guardRevision, documents);
  }

  String database() {
    return database;
  }

  String branch() {
    return branch;
  }

  String rows() {
    return rows.toString();
  }

  int events() {
    return rows.size();
  }

  /** Of all its events. */
  long bytes() {
    return bytes;
  }

  String keys() {
    return keys.toString();
  }

  List<Timed> timed() {
    return timed;
  }

  boolean intended() {
    return intended;
  }

  void intend() {
    intended = true;
  }

  Optional<String> commit() {
    return commit;
  }

  void committed(String id) {
    commit = Optional.of(id);
  }
}
