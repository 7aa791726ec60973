// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * One commit behind the fence: it happens when the branch's guard has the required revision, and
 * raises it; else nothing happens. WOQL, because TerminusDB evaluates it again when it retries,
 * which it does not with its version header (docs/adr/0005).
 *
 * @param guardRevision what the guard must be at
 * @param changes each document id at most once: TerminusDB would not refuse a second, but mix both
 */
public record CommitRequest(
    String database,
    String branch,
    String author,
    String message,
    long guardRevision,
    List<DocumentChange> changes) {

  static final String GUARD_ID = "Guard/head";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What happens to one document. */
  public sealed interface DocumentChange {

    /** A document with an id that is not taken. */
    record Insert(ObjectNode document) implements DocumentChange {}

    /** The whole new content of a document that exists. */
    record Update(ObjectNode document) implements DocumentChange {}

    /** The end of a document that exists. */
    record Delete(String id) implements DocumentChange {}
  }

  JsonNode toWoql() {
    ArrayNode steps = NODES.arrayNode();
    steps.add(guardIsAt(guardRevision));
    steps.add(withDocument("UpdateDocument", guard(guardRevision + 1)));
    changes.forEach(change -> steps.add(toWoql(change)));
    ObjectNode request = NODES.objectNode();
    request.putObject("commit_info").put("author", author).put("message", message);
    request.putObject("query").put("@type", "And").set("and", steps);
    return request;
  }

  static ObjectNode guard(long revision) {
    return NODES.objectNode().put("@id", GUARD_ID).put("@type", "Guard").put("revision", revision);
  }

  private static ObjectNode guardIsAt(long revision) {
    ObjectNode triple = NODES.objectNode().put("@type", "Triple");
    triple.set("subject", node(GUARD_ID));
    triple.set("predicate", node("@schema:revision"));
    triple.set("object", literal("xsd:integer", NODES.numberNode(revision)));
    return triple;
  }

  private static ObjectNode toWoql(DocumentChange change) {
    if (change instanceof DocumentChange.Insert insert) {
      return withDocument("InsertDocument", insert.document());
    }
    if (change instanceof DocumentChange.Update update) {
      return withDocument("UpdateDocument", update.document());
    }
    ObjectNode delete = NODES.objectNode().put("@type", "DeleteDocument");
    delete.set("identifier", node(((DocumentChange.Delete) change).id()));
    return delete;
  }

  private static ObjectNode withDocument(String operation, ObjectNode document) {
    ObjectNode step = NODES.objectNode().put("@type", operation);
    ObjectNode template = step.putObject("document").put("@type", "Value").putObject("dictionary");
    ArrayNode pairs = template.put("@type", "DictionaryTemplate").putArray("data");
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      ObjectNode pair = pairs.addObject().put("@type", "FieldValuePair");
      pair.put("field", field.getKey()).set("value", value(field.getValue()));
    }
    return step;
  }

  /** A boolean goes as text: TerminusDB casts it by the class, and refuses a typed one. */
  private static ObjectNode value(JsonNode value) {
    return value.isIntegralNumber()
        ? literal("xsd:integer", value)
        : literal("xsd:string", NODES.textNode(value.asText()));
  }

  private static ObjectNode literal(String type, JsonNode value) {
    ObjectNode literal = NODES.objectNode().put("@type", "Value");
    literal.putObject("data").put("@type", type).set("@value", value);
    return literal;
  }

  private static ObjectNode node(String id) {
    return NODES.objectNode().put("@type", "NodeValue").put("node", id);
  }
}
