// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.CommitGraph;

/** The commit graph as triples: commits with their text, time and parent. */
final class CommitTriples implements Triples {

  /** The names of the commit graph. */
  static final Prefixes PREFIXES =
      new Prefixes("terminusdb://ref/data/", "http://terminusdb.com/schema/ref#");

  private final CommitGraph graph;

  CommitTriples(CommitGraph graph) {
    this.graph = graph;
  }

  @Override
  public List<Triple> of(Optional<String> subjectIri) {
    List<Triple> triples = new ArrayList<>();
    if (subjectIri.isPresent()) {
      String iri = subjectIri.get();
      graph.find(iri.substring(iri.lastIndexOf('/') + 1)).ifPresent(each -> add(each, triples));
    } else {
      graph.all().forEach(each -> add(each, triples));
    }
    return triples;
  }

  private void add(Commit commit, List<Triple> triples) {
    Term.Node subject = new Term.Node(PREFIXES.documentIri(commit.documentId()));
    Term.Node type = new Term.Node(PREFIXES.schemaIri(commit.type()));
    triples.add(new Triple(subject, new Term.Node(Prefixes.RDF + "type"), type));
    triples.add(text(subject, "author", commit.author()));
    triples.add(text(subject, "identifier", commit.id()));
    triples.add(text(subject, "message", commit.message()));
    graph
        .parentOf(commit)
        .map(parent -> new Term.Node(PREFIXES.documentIri(parent.documentId())))
        .ifPresent(parent -> triples.add(new Triple(subject, predicate("parent"), parent)));
    Term.Literal timestamp =
        new Term.Literal(Prefixes.XSD + "decimal", DecimalNode.valueOf(commit.timestamp()));
    triples.add(new Triple(subject, predicate("timestamp"), timestamp));
  }

  private static Triple text(Term.Node subject, String name, String value) {
    Term.Literal literal = new Term.Literal(Prefixes.XSD + "string", TextNode.valueOf(value));
    return new Triple(subject, predicate(name), literal);
  }

  private static Term.Node predicate(String name) {
    return new Term.Node(PREFIXES.schemaIri(name));
  }
}
