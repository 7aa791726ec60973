// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One answer to a query: what each variable stands for. */
record Bindings(Map<String, Term> values) {

  static final Bindings NONE = new Bindings(Map.of());

  /** The term with a bound variable replaced by what it stands for. */
  Term resolve(Term term) {
    return term instanceof Term.Variable variable
        ? values.getOrDefault(variable.name(), term)
        : term;
  }

  /** These bindings and those that make the pattern's triple this one; empty when none do. */
  Optional<Bindings> unify(TriplePattern pattern, Triples.Triple triple) {
    return unify(pattern.subject(), triple.subject())
        .flatMap(each -> each.unify(pattern.predicate(), triple.predicate()))
        .flatMap(each -> each.unify(pattern.object(), triple.object()));
  }

  private Optional<Bindings> unify(Term wanted, Term found) {
    Term resolved = resolve(wanted);
    if (resolved instanceof Term.Variable variable) {
      Map<String, Term> more = new LinkedHashMap<>(values);
      more.put(variable.name(), found);
      return Optional.of(new Bindings(more));
    }
    boolean isSame = isSame(resolved, found);
    return isSame ? Optional.of(this) : Optional.empty();
  }

  private static boolean isSame(Term left, Term right) {
    if (left instanceof Term.Literal wanted && right instanceof Term.Literal found) {
      return wanted.matches(found);
    }
    return left.equals(right);
  }
}
