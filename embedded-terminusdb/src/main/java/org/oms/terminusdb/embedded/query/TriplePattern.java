// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

/** A triple with variables. */
record TriplePattern(Term subject, Term predicate, Term object) {}
