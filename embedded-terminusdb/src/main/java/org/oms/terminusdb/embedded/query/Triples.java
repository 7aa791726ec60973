// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import java.util.List;
import java.util.Optional;

/** A graph that can be asked for triples. */
interface Triples {

  /** A subject, a predicate and an object. */
  record Triple(Term.Node subject, Term.Node predicate, Term object) {}

  /** All triples of this subject, or of every subject. */
  List<Triple> of(Optional<String> subjectIri);
}
