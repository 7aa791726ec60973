// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.store.CommitGraph;
import org.oms.terminusdb.embedded.store.Delta;
import org.oms.terminusdb.embedded.store.State;
import org.oms.terminusdb.embedded.store.Transaction;

/**
 * Runs the part of WOQL that OMS speaks: And, Triple, InsertDocument, UpdateDocument and
 * DeleteDocument. Anything else is refused as not well formed.
 */
public final class Woql {

  private final Triples triples;
  private final Prefixes prefixes;
  private final Optional<Transaction> transaction;
  private final Set<String> variables = new LinkedHashSet<>();
  private boolean writes;

  private Woql(Triples triples, Prefixes prefixes, Optional<Transaction> transaction) {
    this.triples = triples;
    this.prefixes = prefixes;
    this.transaction = transaction;
  }

  /**
   * What a query answers.
   *
   * @param variables names, in order of appearance
   * @param bindings one object an answer
   * @param writes whether the query holds a write, run or not
   * @param delta what it changes
   */
  public record Answer(Set<String> variables, ArrayNode bindings, boolean writes, Delta delta) {}

  /** Runs a query, writes included, on documents. */
  public static Answer onDocuments(State state, JsonNode query) {
    Transaction transaction = new Transaction(state);
    Woql woql =
        new Woql(new DocumentTriples(state), state.schema().prefixes(), Optional.of(transaction));
    ArrayNode bindings = woql.answer(query);
    return new Answer(woql.variables, bindings, woql.writes, transaction.finish());
  }

  /** Runs a query on the commit graph, which takes no writes. */
  public static Answer onCommits(CommitGraph graph, JsonNode query) {
    Woql woql = new Woql(new CommitTriples(graph), CommitTriples.PREFIXES, Optional.empty());
    ArrayNode bindings = woql.answer(query);
    return new Answer(woql.variables, bindings, false, Delta.none());
  }

  private ArrayNode answer(JsonNode query) {
    ArrayNode answers = Json.array(List.of());
    for (Bindings each : run(query, List.of(Bindings.NONE))) {
      ObjectNode shown = answers.addObject();
      each.values().forEach((name, term) -> shown.set(name, Term.shown(term, prefixes)));
    }
    return answers;
  }

  private List<Bindings> run(JsonNode query, List<Bindings> given) {
    return switch (query.path("@type").asText()) {
      case "And" -> and(query, given);
      case "Triple" -> triple(query, given);
      case "InsertDocument" ->
          write(query, given, each -> transaction(query).insert(document(query, each)));
      case "UpdateDocument" ->
          write(query, given, each -> transaction(query).replace(document(query, each), false));
      case "DeleteDocument" ->
          write(query, given, each -> transaction(query).delete(identifier(query, each)));
      default -> throw notWellFormed(query);
    };
  }

  private List<Bindings> and(JsonNode query, List<Bindings> given) {
    if (query.path("and").isEmpty()) {
      throw notWellFormed(query);
    }
    List<Bindings> answers = given;
    for (JsonNode each : query.path("and")) {
      answers = run(each, answers);
    }
    return answers;
  }

  private List<Bindings> triple(JsonNode query, List<Bindings> given) {
    TriplePattern pattern =
        new TriplePattern(
            term(query.path("subject"), query, prefixes.base()),
            term(query.path("predicate"), query, prefixes.schema()),
            term(query.path("object"), query, prefixes.base()));
    List<Bindings> answers = new ArrayList<>();
    for (Bindings each : given) {
      Optional<String> subject =
          each.resolve(pattern.subject()) instanceof Term.Node node
              ? Optional.of(node.iri())
              : Optional.empty();
      for (Triples.Triple found : triples.of(subject)) {
        each.unify(pattern, found).ifPresent(answers::add);
      }
    }
    return answers;
  }

  /** A write of a query. */
  private interface Write {
    void run(Bindings bindings);
  }

  private List<Bindings> write(JsonNode query, List<Bindings> given, Write write) {
    if (query.size() < 2) {
      throw notWellFormed(query);
    }
    writes = true;
    given.forEach(write::run);
    return given;
  }

  private Transaction transaction(JsonNode query) {
    return transaction.orElseThrow(() -> notWellFormed(query));
  }

  private Term term(JsonNode value, JsonNode query, String namespace) {
    if (value.has("variable")) {
      variables.add(value.path("variable").asText());
      return new Term.Variable(value.path("variable").asText());
    }
    if (value.has("node")) {
      return new Term.Node(iri(value.path("node").asText(), namespace));
    }
    if (value.has("data")) {
      return literal(value.path("data"));
    }
    throw notWellFormed(query);
  }

  private String iri(String name, String namespace) {
    return namespace.equals(prefixes.base())
        ? prefixes.documentIri(name)
        : prefixes.schemaIri(name);
  }

  private Term.Literal literal(JsonNode data) {
    return data.isObject()
        ? new Term.Literal(prefixes.schemaIri(data.path("@type").asText()), data.path("@value"))
        : new Term.Literal(Prefixes.XSD + "string", data);
  }

  private String identifier(JsonNode query, Bindings bindings) {
    Term term = bindings.resolve(term(query.path("identifier"), query, prefixes.base()));
    if (term instanceof Term.Node node) {
      return node.iri();
    }
    throw notWellFormed(query);
  }

  private ObjectNode document(JsonNode query, Bindings bindings) {
    JsonNode document = value(query.path("document"), query, bindings);
    if (!document.isObject()) {
      throw notWellFormed(query);
    }
    return (ObjectNode) document;
  }

  private JsonNode value(JsonNode value, JsonNode query, Bindings bindings) {
    if (value.has("dictionary")) {
      return dictionary(value.path("dictionary"), query, bindings);
    }
    if (value.has("list")) {
      ArrayNode list = Json.array(List.of());
      value.path("list").forEach(each -> list.add(member(each, query, bindings)));
      return list;
    }
    Term term = bindings.resolve(term(value, query, prefixes.base()));
    if (term instanceof Term.Node node) {
      return TextNode.valueOf(node.iri());
    }
    if (term instanceof Term.Literal literal) {
      return plain(literal);
    }
    throw notWellFormed(query);
  }

  /** In a list a literal keeps its type, which is why links in lists must be given as nodes. */
  private JsonNode member(JsonNode value, JsonNode query, Bindings bindings) {
    if (value.has("data")) {
      Term.Literal literal = literal(value.path("data"));
      return Json.object("@type", literal.type(), "@value", literal.value());
    }
    return value(value, query, bindings);
  }

  /** TerminusDB takes a typed boolean of a dictionary for a node. */
  private JsonNode plain(Term.Literal literal) {
    boolean isBoolean = literal.type().equals(Prefixes.XSD + "boolean");
    return isBoolean
        ? TextNode.valueOf(prefixes.documentIri(literal.value().asText()))
        : literal.value();
  }

  private ObjectNode dictionary(JsonNode template, JsonNode query, Bindings bindings) {
    ObjectNode document = Json.object();
    for (JsonNode pair : template.path("data")) {
      JsonNode value = value(pair.path("value"), query, bindings);
      document.set(pair.path("field").asText(), value);
    }
    JsonNode type = document.path("@type");
    if (type.isTextual() && !type.asText().contains("://")) {
      document.put("@type", prefixes.schema() + type.asText());
    }
    return document;
  }

  private static Refusal notWellFormed(JsonNode query) {
    return Refusal.failure(
        "Not well formed WOQL JSON-LD",
        "vio:WOQLSyntaxError",
        "vio:path",
        List.of(),
        "vio:query",
        query);
  }

  /** The answer as the HTTP API words it. */
  public static ObjectNode toJson(Answer answer, TripleCount count) {
    return Json.object(
        "@type", "api:WoqlResponse",
        "api:status", "api:success",
        "api:variable_names", answer.variables(),
        "bindings", answer.bindings(),
        "deletes", count.deletes(),
        "inserts", count.inserts(),
        "transaction_retry_count", 0);
  }
}
