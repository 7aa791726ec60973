// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.RandomIds;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.Unhandled;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.schema.Schema;
import org.oms.terminusdb.embedded.store.Database;
import org.oms.terminusdb.embedded.store.State;

/** Reads of documents: one by id, or a list, by type, by example, in pages. */
final class DocumentReads {

  private static final String STREAM = "application/json; stream=true; charset=UTF-8";

  Reply ofState(Call call, State state, boolean isSchema) {
    Call asked = withBodyAsParameters(call);
    Prefixes prefixes = state.schema().prefixes();
    if (isSchema) {
      return answer(asked, schemaDocument(state.schema(), asked), () -> schemaList(state, asked));
    }
    Optional<ObjectNode> one =
        asked
            .parameter("id")
            .map(prefixes::documentIri)
            .map(prefixes::shortDocumentId)
            .flatMap(state::find);
    boolean isGone = one.isEmpty() && state.gone().contains(asked.parameter("id").orElse(""));
    if (isGone && !asked.flag("as_list")) {
      return gone(asked.parameter("id").orElseThrow());
    }
    return answer(asked, one, () -> instances(state, asked, example(call)));
  }

  /** Of a deleted document TerminusDB says 404 only in the body: the status is already sent. */
  private static Reply gone(String id) {
    Reply missing = ErrorReplies.of(notFound(id), "api:GetDocumentErrorResponse");
    String head = "Status: 404\r\nContent-type: " + Reply.JSON + "\r\n\r\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(missing.body());
    return Reply.streamed(STREAM, out.toByteArray());
  }

  private static Refusal notFound(String id) {
    return Refusal.notFound(
        "Document not found: '" + id + "'", "api:DocumentNotFound", "api:document_id", id);
  }

  Reply ofCommits(Call call, Database database) {
    Call asked = withBodyAsParameters(call);
    List<ObjectNode> all = new ArrayList<>();
    database.graph().branches().forEach((name, head) -> all.add(branch(name, head.documentId())));
    database
        .graph()
        .all()
        .forEach(each -> all.add(each.toDocument(database.graph().parentOf(each))));
    Optional<ObjectNode> one =
        all.stream()
            .filter(each -> each.path("@id").asText().equals(asked.parameter("id").orElse("")))
            .findFirst();
    JsonNode example = example(call);
    return answer(
            asked,
            one,
            () ->
                all.stream()
                    .filter(each -> hasType(each, asked.parameter("type")))
                    .filter(each -> matches(each, example))
                    .toList())
        .about("repo:" + repositoryVersion(database));
  }

  /** What a list is read from, when it is a list that was asked for. */
  private interface Source {
    Collection<ObjectNode> list();
  }

  private static Reply answer(Call call, Optional<ObjectNode> one, Source source) {
    boolean isList = call.flag("as_list");
    long skip = call.number("skip", "non-negative integer", 0);
    long count = call.number("count", "non-negative integer", Long.MAX_VALUE);
    Optional<String> id = call.parameter("id");
    if (id.isPresent() && one.isEmpty() && !isList) {
      throw notFound(id.get());
    }
    Stream<ObjectNode> found = id.isPresent() ? one.stream() : source.list().stream();
    List<ObjectNode> page = found.skip(skip).limit(count).toList();
    return isList
        ? Reply.streamed(Reply.JSON, asArray(page))
        : Reply.streamed(STREAM, asLines(page));
  }

  private static Collection<ObjectNode> instances(State state, Call call, JsonNode example) {
    Optional<String> type =
        call.parameter("type")
            .or(() -> Optional.of(example.path("@type").asText()).filter(each -> !each.isEmpty()));
    Schema schema = state.schema();
    return state.documents().values().stream()
        .filter(
            each -> type.isEmpty() || schema.isSubsumed(each.path("@type").asText(), type.get()))
        .filter(each -> matches(each, example))
        .toList();
  }

  private static Optional<ObjectNode> schemaDocument(Schema schema, Call call) {
    Prefixes prefixes = schema.prefixes();
    return call.parameter("id")
        .filter(id -> !id.equals("@context"))
        .map(prefixes::schemaIri)
        .map(prefixes::shortSchemaName)
        .map(schema.documents()::get);
  }

  private static List<ObjectNode> schemaList(State state, Call call) {
    Schema schema = state.schema();
    Optional<String> type = call.parameter("type").map(each -> each.replace(Prefixes.SYS, "sys:"));
    List<ObjectNode> list = new ArrayList<>();
    if (type.isEmpty()) {
      list.add(schema.prefixes().asContext("@context"));
    }
    schema.documents().values().stream()
        .filter(each -> type.isEmpty() || type.get().equals("sys:" + each.path("@type").asText()))
        .forEach(list::add);
    return list;
  }

  /** With X-HTTP-Method-Override: GET the parameters come as a JSON body. */
  private static Call withBodyAsParameters(Call call) {
    if (call.header("x-http-method-override").isEmpty()) {
      return call;
    }
    Map<String, String> parameters = new TreeMap<>(call.parameters());
    for (Map.Entry<String, JsonNode> field : call.object().properties()) {
      if (field.getValue().isValueNode()) {
        parameters.put(field.getKey(), field.getValue().asText());
      }
    }
    return new Call(call.method(), call.path(), parameters, call.headers(), call.body());
  }

  private static JsonNode example(Call call) {
    return call.header("x-http-method-override").isPresent()
        ? call.object().path("query")
        : Json.object();
  }

  private static boolean matches(ObjectNode document, JsonNode example) {
    for (Map.Entry<String, JsonNode> field : example.properties()) {
      if (field.getValue().isContainerNode()) {
        throw new Unhandled("only plain values can be asked for by example");
      }
      boolean isType = field.getKey().equals("@type");
      if (!isType && !document.path(field.getKey()).equals(field.getValue())) {
        return false;
      }
    }
    return !example.has("@type") || hasType(document, Optional.of(example.path("@type").asText()));
  }

  private static boolean hasType(ObjectNode document, Optional<String> type) {
    return type.isEmpty() || type.get().equals(document.path("@type").asText());
  }

  private static ObjectNode branch(String name, String head) {
    return Json.object("@id", "Branch/" + name, "@type", "Branch", "name", name, "head", head);
  }

  /** Changes with each commit and each branch that comes, moves or goes. */
  static String repositoryVersion(Database database) {
    String heads = database.graph().branches().toString() + database.graph().all().size();
    return RandomIds.sha256(heads.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
  }

  private static byte[] asArray(List<ObjectNode> documents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'[', '\n'});
    for (int i = 0; i < documents.size(); i++) {
      out.writeBytes(Json.bytes(documents.get(i)));
      out.writeBytes(i < documents.size() - 1 ? new byte[] {',', '\n'} : new byte[0]);
    }
    out.writeBytes(new byte[] {'\n', ']', '\n'});
    return out.toByteArray();
  }

  private static byte[] asLines(List<ObjectNode> documents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ObjectNode each : documents) {
      out.writeBytes(Json.bytes(each));
      out.write('\n');
    }
    return out.toByteArray();
  }
}
