// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.problem;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A problem document of RFC 9457.
 *
 * @param code the last part of {@code type}, stable, for example {@code revision-stale}; also the
 *     event's errorCode
 * @param headers answer headers such as {@code Retry-After}, not part of the body
 * @param extensions further members of the body, such as the conflicts of a merge
 */
public record Problem(
    String code,
    String title,
    int status,
    String detail,
    List<Violation> errors,
    Map<String, String> headers,
    Map<String, JsonNode> extensions) {

  /** One thing wrong with the request; {@code pointer} is a JSON pointer (RFC 6901) into it. */
  public record Violation(String pointer, String code, String message) {

    /** The same violation, found in something that lies at {@code prefix} of the request. */
    public Violation under(String prefix) {
      return new Violation(prefix + pointer, code, message);
    }
  }

  /** A problem without extensions. */
  public Problem(
      String code,
      String title,
      int status,
      String detail,
      List<Violation> errors,
      Map<String, String> headers) {
    this(code, title, status, detail, errors, headers, Map.of());
  }

  public static Problem of(String code, String title, int status, String detail) {
    return new Problem(code, title, status, detail, List.of(), Map.of());
  }

  /** 400: what the request itself shows to be wrong. */
  public static Problem requestInvalid(List<Violation> errors) {
    String detail =
        errors.size() == 1 ? "One thing is wrong." : errors.size() + " things are wrong.";
    return of("request-invalid", "The request is not valid", 400, detail).with(errors);
  }

  /** 404: no such branch. */
  public static Problem branchNotFound(String branch) {
    return of(
        "branch-not-found", "No such branch", 404, "There is no branch named " + branch + ".");
  }

  /** 404: no such commit. */
  public static Problem commitNotFound(String commit) {
    return of("commit-not-found", "No such commit", 404, "There is no commit " + commit + ".");
  }

  /** 503: what is asked for is not in memory. */
  public static Problem terminusDbUnavailable(String detail) {
    return of("terminusdb-unavailable", "The ontology can't be read", 503, detail).retryAfter(2);
  }

  /** 503: what is asked for is in PostgreSQL. */
  public static Problem postgresUnavailable() {
    return of(
            "postgres-unavailable",
            "What is recorded can't be read",
            503,
            "PostgreSQL does not answer. Try again later.")
        .retryAfter(2);
  }

  /** 404: no such resource or property on the branch. */
  public static Problem resourceNotFound(String what, String apiName, String where) {
    return of(
        "resource-not-found",
        "No such resource",
        404,
        "There is no " + what + " named " + apiName + " " + where + ".");
  }

  /** 409: the name is taken. */
  public static Problem resourceExists(String what, String apiName, String where) {
    return of(
        "resource-exists",
        "The name is taken",
        409,
        "There is a " + what + " named " + apiName + " " + where + " already.");
  }

  /** 409: others need the resource; {@code users} names each. */
  public static Problem resourceInUse(String what, String apiName, List<Violation> users) {
    return of(
            "resource-in-use",
            "The resource is in use",
            409,
            "The " + what + " " + apiName + " can't be deleted while others use it.")
        .with(users);
  }

  /** 422: the branch does not allow the state this would lead to. */
  public static Problem integrityViolated(List<Violation> errors) {
    return of(
            "integrity-violated",
            "The ontology would not be consistent",
            422,
            "The branch would hold " + errors.size() + " violation(s) after this change.")
        .with(errors);
  }

  /** The problem with the only header {@code Retry-After}, when it may have gone. */
  public Problem retryAfter(int seconds) {
    Map<String, String> header = Map.of("Retry-After", Integer.toString(seconds));
    return new Problem(code, title, status, detail, errors, header, extensions);
  }

  public Problem with(List<Violation> newErrors) {
    return new Problem(code, title, status, detail, List.copyOf(newErrors), headers, extensions);
  }

  public Problem with(Map<String, JsonNode> newExtensions) {
    return new Problem(code, title, status, detail, errors, headers, newExtensions);
  }
}
