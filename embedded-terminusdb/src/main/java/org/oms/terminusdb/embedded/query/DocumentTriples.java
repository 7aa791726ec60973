// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.schema.Schema;
import org.oms.terminusdb.embedded.store.State;

/** Instance documents as triples. */
final class DocumentTriples implements Triples {

  private final State state;
  private final Schema schema;
  private final Prefixes prefixes;

  DocumentTriples(State state) {
    this.state = state;
    this.schema = state.schema();
    this.prefixes = schema.prefixes();
  }

  @Override
  public List<Triple> of(Optional<String> subjectIri) {
    List<Triple> triples = new ArrayList<>();
    if (subjectIri.isPresent()) {
      String id = prefixes.shortDocumentId(subjectIri.get());
      state.find(id).ifPresent(document -> add(document, triples));
    } else {
      state.documents().values().forEach(document -> add(document, triples));
    }
    return triples;
  }

  private void add(ObjectNode document, List<Triple> triples) {
    Term.Node subject = new Term.Node(prefixes.documentIri(document.path("@id").asText()));
    String type = prefixes.schemaIri(document.path("@type").asText());
    triples.add(new Triple(subject, new Term.Node(Prefixes.RDF + "type"), new Term.Node(type)));
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (!field.getKey().startsWith("@")) {
        Term.Node predicate = new Term.Node(prefixes.schemaIri(field.getKey()));
        addValues(document, field, subject, predicate, triples);
      }
    }
  }

  private void addValues(
      ObjectNode document,
      Map.Entry<String, JsonNode> field,
      Term.Node subject,
      Term.Node predicate,
      List<Triple> triples) {
    JsonNode value = field.getValue();
    String range = schema.rangeOf(document, field.getKey());
    if (schema.isList(document, field.getKey())) {
      triples.add(new Triple(subject, predicate, listHead(value)));
    } else if (value.isArray() && !range.equals(Prefixes.SYS + "JSON")) {
      value.forEach(each -> triples.add(new Triple(subject, predicate, term(each, range))));
    } else {
      triples.add(new Triple(subject, predicate, term(value, range)));
    }
  }

  private static Term listHead(JsonNode list) {
    String id = list.isEmpty() ? Prefixes.RDF + "nil" : "Cons/" + Json.text(list).hashCode();
    return new Term.Node(id);
  }

  private Term term(JsonNode value, String range) {
    if (value.isObject() && value.has("@id")) {
      return new Term.Node(prefixes.documentIri(value.path("@id").asText()));
    }
    if (schema.isEnum(range)) {
      return new Term.Node(range + "/" + value.asText());
    }
    return schema.isClass(range)
        ? new Term.Node(prefixes.documentIri(value.asText()))
        : new Term.Literal(range, value);
  }
}
