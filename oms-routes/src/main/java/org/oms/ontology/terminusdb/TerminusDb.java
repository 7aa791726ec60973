// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.oms.ontology.branch.BranchCommit;
import org.oms.ontology.branch.BranchRecord;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Resource;

/**
 * What OMS asks of TerminusDB. Answers are judged by the type of the error in them, since most
 * refusals share a status; everything not understood is an unknown outcome.
 */
public final class TerminusDb {

  /** The database of the ontology; its branches are the ontology's. */
  public static final String ONTOLOGY = "ontology";

  /** The database of what is known of branches; all on its branch main. */
  public static final String WORKFLOW = "workflow";

  public static final String MAIN = "main";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String LIST = "as_list=true";
  private static final int CONFLICT_RETRIES_MAX = 3;

  private final TerminusCall call;
  private final DocumentMapping mapping;

  public TerminusDb(TerminusCall call, DocumentMapping mapping) {
    this.call = call;
    this.mapping = mapping;
  }

  /** The newest state of an ontology branch, in one read. */
  public BranchState loadBranch(String branch) {
    return load(branch, documents(ONTOLOGY, branch));
  }

  /** The state of an ontology branch at one of its commits. */
  public BranchState loadCommit(String branch, String commit) {
    return load(branch, "document/admin/" + ONTOLOGY + "/local/commit/" + encode(commit));
  }

  /** The commit an ontology branch is at. */
  public String headOf(String branch) {
    return headOf(ONTOLOGY, branch);
  }

  String headOf(String database, String branch) {
    TerminusAnswer answer = send(TerminusRequest.head(documents(database, branch)));
    if (answer.status() == 400 || answer.status() == 404) {
      throw new TerminusDbException.NotFound("No branch " + branch);
    }
    return answered(answer).commit();
  }

  /**
   * Commits behind the fence.
   *
   * @return the id of the commit
   * @throws TerminusDbException.Fenced when the guard is at another revision
   * @throws TerminusDbException.Refused when TerminusDB does not take the documents
   */
  public String commit(CommitRequest request) {
    String path = "woql/" + graph(request.database(), request.branch());
    TerminusRequest post = TerminusRequest.post(path, "", request.toWoql());
    TerminusAnswer answer = send(post);
    // The server's own retries are used up: it says so only when it has written nothing.
    for (int retry = 0; retry < CONFLICT_RETRIES_MAX && answer.conflict(); retry++) {
      answer = send(post);
    }
    if (answer.ok()) {
      if (answer.json().path("bindings").isEmpty()) {
        throw new TerminusDbException.Fenced(
            request.branch() + " not at " + request.guardRevision());
      }
      return answer.commit();
    }
    if (answer.conflict()) {
      throw new TerminusDbException.Unavailable(answer.toString(), null);
    }
    if (answer.status() < 500) {
      throw new TerminusDbException.Refused(answer.toString());
    }
    throw new TerminusDbException.OutcomeUnknown(answer.toString());
  }

  /** The commit with exactly this message, wherever it is in the database. */
  public Optional<String> findCommitByMessage(String database, String message) {
    String literal = NODES.textNode(message).toString();
    ObjectNode body = NODES.objectNode();
    body.put("query", "{ ValidCommit(filter:{message:{eq:" + literal + "}}){ identifier } }");
    String path = "graphql/admin/" + database + "/local/_commits";
    JsonNode found = answered(send(TerminusRequest.post(path, "", body))).json();
    if (found.has("errors") || !found.path("data").path("ValidCommit").isArray()) {
      throw new TerminusDbException.OutcomeUnknown("Look-up of " + message + ": " + found);
    }
    JsonNode first = found.path("data").path("ValidCommit").path(0).path("identifier");
    return first.isTextual() ? Optional.of(first.asText()) : Optional.empty();
  }

  /** The newest commits of an ontology branch, newest first. */
  List<BranchCommit> logOfBranch(String branch, int count) {
    return log(graph(ONTOLOGY, branch), count);
  }

  /** A commit and those it builds on, newest first: no commit before it costs anything. */
  List<BranchCommit> logFrom(String commit, int count) {
    return log("admin/" + ONTOLOGY + "/local/commit/" + encode(commit), count);
  }

  private List<BranchCommit> log(String path, int count) {
    TerminusAnswer answer = send(TerminusRequest.get("log/" + path, "start=0&count=" + count));
    if (answer.status() == 400 || answer.status() == 404) {
      throw new TerminusDbException.NotFound(path);
    }
    List<BranchCommit> log = new ArrayList<>();
    for (JsonNode commit : answered(answer).json()) {
      log.add(
          new BranchCommit(
              commit.path("identifier").asText(),
              commit.path("author").asText(),
              Instant.ofEpochMilli(
                  commit.path("timestamp").decimalValue().movePointRight(3).longValue()),
              commit.path("message").asText()));
    }
    return log;
  }

  /**
   * Raises the guard of a branch, so that no commit that was sent before can happen any more.
   *
   * @return false when there is no such branch, where nothing can happen either
   */
  public boolean fence(String database, String branch, String message, int attemptsMax) {
    for (int attempt = 0; attempt < attemptsMax; attempt++) {
      try {
        long revision = guardRevision(database, branch);
        commit(new CommitRequest(database, branch, "oms", message, revision, List.of()));
        return true;
      } catch (TerminusDbException.NotFound e) {
        return false;
      } catch (TerminusDbException.Fenced e) {
        // A commit came between the read and the write: once more.
      }
    }
    throw new TerminusDbException.OutcomeUnknown("The guard of " + branch + " does not hold still");
  }

  /**
   * Merges the layers of a branch, which each commit adds one to: without it a commit takes seconds
   * after some hundred others. It makes no commit and disturbs none.
   */
  public void optimize(String database, String branch) {
    String path = "optimize/" + graph(database, branch);
    TerminusAnswer answer = send(TerminusRequest.post(path, "", NODES.objectNode()));
    if (answer.status() != 400 && answer.status() != 404) {
      answered(answer);
    }
  }

  /** The revision of a branch's guard. */
  public long guardRevision(String database, String branch) {
    String query = "id=" + encode(CommitRequest.GUARD_ID);
    TerminusAnswer answer = send(TerminusRequest.get(documents(database, branch), query));
    if (answer.status() == 400 || answer.status() == 404) {
      throw new TerminusDbException.NotFound("No guard on " + branch);
    }
    return answered(answer).json().path("revision").asLong();
  }

  /** The branch records, and the guard's revision they were read at. */
  public BranchDirectory loadBranchRecords() {
    TerminusAnswer answer = answered(send(TerminusRequest.get(documents(WORKFLOW, MAIN), LIST)));
    SortedMap<String, BranchRecord> records = new TreeMap<>();
    long revision = -1;
    for (JsonNode document : answer.json()) {
      if (document.path("@type").asText().equals("BranchRecord")) {
        BranchRecord read = branchRecord(document);
        records.put(read.name(), read);
      } else if (document.path("@id").asText().equals(CommitRequest.GUARD_ID)) {
        revision = document.path("revision").asLong();
      }
    }
    return new BranchDirectory(records, revision, answer.commit());
  }

  /** The TerminusDB branches of the ontology database. */
  public Set<String> branches() {
    String query = "branches=true&verbose=true";
    TerminusAnswer answer = answered(send(TerminusRequest.get("db/admin/" + ONTOLOGY, query)));
    Set<String> names = new TreeSet<>();
    answer.json().path("branches").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Makes a branch of the ontology database that starts at a commit; an orphan gives way. */
  public void createBranch(String branch, String fromCommit) {
    ObjectNode body = NODES.objectNode();
    body.put("origin", "/admin/" + ONTOLOGY + "/local/commit/" + fromCommit);
    TerminusRequest create = TerminusRequest.post(branchPath(branch), "", body);
    TerminusAnswer answer = send(create);
    if (answer.errorType().equals("api:BranchExistsError")) {
      deleteBranch(branch);
      answer = send(create);
    }
    refuse(answer);
  }

  /** Removes a branch of the ontology database, if it is there. */
  public void deleteBranch(String branch) {
    TerminusAnswer answer = send(TerminusRequest.delete(branchPath(branch)));
    if (!answer.errorType().equals("api:BranchDoesNotExistError")) {
      refuse(answer);
    }
  }

  /** Makes the databases, their classes, guards and the record of main, where they are missing. */
  public void install(JsonNode ontologySchema, JsonNode workflowSchema, Instant now) {
    createDatabase(ONTOLOGY, "Ontology");
    createDatabase(WORKFLOW, "Branches of the ontology");
    for (String branch : branches()) {
      installClasses(ONTOLOGY, branch, ontologySchema);
    }
    installClasses(WORKFLOW, MAIN, workflowSchema);
    insertMissing(ONTOLOGY, CommitRequest.guard(0));
    BranchRecord main = new BranchRecord(MAIN, Optional.empty(), Optional.empty(), "oms", now);
    insertMissing(WORKFLOW, recordDocument(main));
    insertMissing(WORKFLOW, CommitRequest.guard(0));
  }

  /** A branch record as its document. */
  public ObjectNode recordDocument(BranchRecord record) {
    ObjectNode document = NODES.objectNode();
    document.put("@id", recordId(record.name())).put("@type", "BranchRecord");
    document.put("name", record.name());
    record.from().ifPresent(from -> document.put("from", from));
    record.fromCommit().ifPresent(commit -> document.put("fromCommit", commit));
    document.put("createdBy", record.createdBy());
    document.put("createdAt", record.createdAt().toString());
    return document;
  }

  public String recordId(String branch) {
    return "BranchRecord/" + branch;
  }

  /** A merge record as its document. */
  public ObjectNode mergeDocument(String source, String commit) {
    ObjectNode document = NODES.objectNode();
    document.put("@id", "MergeRecord/" + source).put("@type", "MergeRecord");
    return document.put("source", source).put("sourceCommit", commit);
  }

  public DocumentMapping mapping() {
    return mapping;
  }

  private static BranchRecord branchRecord(JsonNode document) {
    return new BranchRecord(
        document.path("name").asText(),
        Optional.ofNullable(document.path("from").asText(null)),
        Optional.ofNullable(document.path("fromCommit").asText(null)),
        document.path("createdBy").asText(),
        Instant.parse(document.path("createdAt").asText()));
  }

  private BranchState load(String branch, String path) {
    TerminusAnswer answer = send(TerminusRequest.get(path, LIST));
    boolean unknownCommit = answer.status() == 500 && path.contains("/commit/");
    if (answer.status() == 400 || answer.status() == 404 || unknownCommit) {
      throw new TerminusDbException.NotFound(path);
    }
    Map<Kind, TreeMap<String, Resource>> resources = new EnumMap<>(Kind.class);
    Map<String, String> merged = new HashMap<>();
    long revision = 0;
    for (JsonNode document : answered(answer).json()) {
      String type = document.path("@type").asText();
      Optional<Kind> kind = Kind.ofDocumentClass(type);
      if (kind.isPresent()) {
        Resource resource = mapping.toResource(kind.get(), document);
        resources
            .computeIfAbsent(kind.get(), key -> new TreeMap<>())
            .put(resource.apiName(), resource);
      } else if (type.equals("MergeRecord")) {
        merged.put(document.path("source").asText(), document.path("sourceCommit").asText());
      } else if (type.equals("Guard")) {
        revision = document.path("revision").asLong();
      }
    }
    return new BranchState(branch, answer.commit(), revision, resources, merged);
  }

  private void createDatabase(String database, String label) {
    ObjectNode body = NODES.objectNode().put("label", label).put("comment", "Kept by OMS");
    TerminusAnswer answer = send(TerminusRequest.post("db/admin/" + database, "", body));
    if (!answer.errorType().equals("api:DatabaseAlreadyExists")) {
      refuse(answer);
    }
  }

  /** Adds and replaces classes that differ; those of an older version that are gone stay. */
  private void installClasses(String database, String branch, JsonNode schema) {
    String path = documents(database, branch);
    Map<String, JsonNode> installed = new HashMap<>();
    answered(send(TerminusRequest.get(path, "graph_type=schema&" + LIST)))
        .json()
        .forEach(found -> installed.put(found.path("@id").asText(), found));
    ArrayNode different = NODES.arrayNode();
    for (JsonNode documentClass : schema) {
      if (!documentClass.equals(installed.get(documentClass.path("@id").asText()))) {
        different.add(documentClass);
      }
    }
    if (!different.isEmpty()) {
      String query = "graph_type=schema&create=true&author=oms&message=schema";
      TerminusAnswer answer = refuse(send(TerminusRequest.put(path, query, different)));
      if (answer.json().size() != different.size()) {
        throw new TerminusDbException.Refused("Not all classes were taken: " + answer);
      }
    }
  }

  private void insertMissing(String database, ObjectNode document) {
    String path = documents(database, MAIN);
    TerminusAnswer answer =
        send(TerminusRequest.post(path, "author=oms&message=install", document));
    if (!answer.errorType().equals("api:DocumentIdAlreadyExists")) {
      refuse(answer);
    }
  }

  private TerminusAnswer send(TerminusRequest request) {
    try {
      return call.call(request);
    } catch (CircuitBreakerOpenException e) {
      throw new TerminusDbException.Unavailable("TerminusDB failed several times in a row", e);
    }
  }

  private static TerminusAnswer answered(TerminusAnswer answer) {
    if (!answer.ok()) {
      throw new TerminusDbException.OutcomeUnknown(answer.toString());
    }
    return answer;
  }

  private static TerminusAnswer refuse(TerminusAnswer answer) {
    if (answer.status() >= 400 && answer.status() < 500) {
      throw new TerminusDbException.Refused(answer.toString());
    }
    return answered(answer);
  }

  private static String documents(String database, String branch) {
    return "document/" + graph(database, branch);
  }

  private static String graph(String database, String branch) {
    return "admin/" + database + "/local/branch/" + encode(branch);
  }

  private static String branchPath(String branch) {
    return "branch/" + graph(ONTOLOGY, branch);
  }

  private static String encode(String value) {
    return TerminusRequest.encode(value);
  }
}
