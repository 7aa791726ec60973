// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;

/** What the change pipeline tells a caller whose write was not committed, or maybe was. */
final class ChangeProblems {

  private ChangeProblems() {}

  static ProblemException postgresUnavailable() {
    return unavailable(
        "postgres-unavailable",
        "The audit trail can't be written",
        "Nothing was changed: no write without an audit trail. Try again later.",
        2);
  }

  static ProblemException terminusDbUnavailable() {
    return unavailable(
        "terminusdb-unavailable",
        "The ontology can't be written",
        "Nothing was changed: TerminusDB does not answer. Try again later.",
        2);
  }

  static ProblemException outcomeUnknown() {
    return unavailable(
        "outcome-unknown",
        "It is not known yet whether the change was made",
        "A store did not answer in time. Repeat the request with the same Idempotency-Key: it"
            + " gets the outcome of this one, or is carried out.",
        5);
  }

  static ProblemException tooManyWrites() {
    return unavailable(
        "too-many-writes",
        "Too many writes are waiting",
        "Nothing was changed. Try again later.",
        1);
  }

  static ProblemException keyReused() {
    return problem(
        "idempotency-key-reused",
        "The Idempotency-Key belongs to another request",
        422,
        "This key was used with another method, path or body in the last 7 days.");
  }

  static ProblemException keyInProgress() {
    Problem problem =
        Problem.of(
            "idempotency-key-in-progress",
            "The first request with this Idempotency-Key is not finished",
            409,
            "Ask again for its answer.");
    return new ProblemException(problem.retryAfter(1));
  }

  static ProblemException eventTooLarge(OutboxEvent event, long bytesMax) {
    return problem(
        "event-too-large",
        "The change is too large for the audit trail",
        422,
        "The event of %s would have %d bytes of at most %d: it shows the resource before and after."
            .formatted(event.aggregate(), event.bytes(), bytesMax));
  }

  static ProblemException changeTooLarge(long bytes, long bytesMax) {
    return problem(
        "change-too-large",
        "The change is too large for one commit",
        422,
        "Its events would have %d bytes of at most %d: make several changes of it."
            .formatted(bytes, bytesMax));
  }

  static ProblemException refused(String reason) {
    return problem(
        "store-refused", "The change was refused", 422, "The store does not take it: " + reason);
  }

  static ProblemException branchNotFound(String branch) {
    return problem("branch-not-found", "No such branch", 404, "There is no branch " + branch + ".");
  }

  private static ProblemException problem(String code, String title, int status, String detail) {
    return new ProblemException(Problem.of(code, title, status, detail));
  }

  private static ProblemException unavailable(
      String code, String title, String detail, int retryAfterSeconds) {
    Problem problem = Problem.of(code, title, 503, detail);
    return new ProblemException(problem.retryAfter(retryAfterSeconds));
  }
}
