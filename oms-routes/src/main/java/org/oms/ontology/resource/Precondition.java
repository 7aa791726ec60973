// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;

/**
 * An {@code If-Match} (RFC 9110 §13.1.1).
 *
 * @param pointer where it came from, for the problem
 */
public record Precondition(Optional<String> ifMatch, String pointer) {

  /** Ends the request unless the precondition was given and holds. */
  public void check(String etag) {
    if (ifMatch.isEmpty()) {
      throw new ProblemException(
          Problem.of(
                  "if-match-missing",
                  "A precondition is needed",
                  428,
                  "Send the ETag of the resource you changed in If-Match, or *.")
              .with(wrong("required", "If-Match is needed.")));
    }
    if (Stream.of(ifMatch.get().split(",", -1)).map(String::strip).noneMatch(holds(etag))) {
      throw new ProblemException(
          Problem.of(
                  "revision-stale",
                  "The resource has changed",
                  412,
                  "The resource has changed since " + ifMatch.get() + "; it is now " + etag + ".")
              .with(wrong("stale", "The ETag is now " + etag + ".")));
    }
  }

  private Predicate<String> holds(String etag) {
    return tag -> tag.equals("*") || tag.equals(etag);
  }

  private List<Violation> wrong(String code, String message) {
    return List.of(new Violation(pointer, code, message));
  }
}
