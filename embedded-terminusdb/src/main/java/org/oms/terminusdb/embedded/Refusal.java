// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request that TerminusDB refuses, in TerminusDB's own terms: an {@code api:error} and a message.
 * The endpoint that answers adds its own {@code @type} and a request id.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The {@code api:status} of an error and the HTTP status it stands for. */
  public enum Status {
    FAILURE("api:failure", 400),
    NOT_FOUND("api:not_found", 404),
    SERVER_ERROR("api:server_error", 500);

    private final String apiStatus;
    private final int httpStatus;

    Status(String apiStatus, int httpStatus) {
      this.apiStatus = apiStatus;
      this.httpStatus = httpStatus;
    }

    public String apiStatus() {
      return apiStatus;
    }

    public int httpStatus() {
      return httpStatus;
    }
  }

  private final Status status;
  private final transient ObjectNode error;

  private Refusal(Status status, String message, ObjectNode error) {
    super(message);
    this.status = status;
    this.error = error;
  }

  /** A 400 with {@code api:error} of type {@code code} and these further fields. */
  public static Refusal failure(String message, String code, Object... fields) {
    return new Refusal(Status.FAILURE, message, error(code, fields));
  }

  /** A 404 with {@code api:error} of type {@code code} and these further fields. */
  public static Refusal notFound(String message, String code, Object... fields) {
    return new Refusal(Status.NOT_FOUND, message, error(code, fields));
  }

  /** A 500 with {@code api:error} of type {@code code} and these further fields. */
  public static Refusal serverError(String message, String code, Object... fields) {
    return new Refusal(Status.SERVER_ERROR, message, error(code, fields));
  }

  public Status status() {
    return status;
  }

  public ObjectNode error() {
    return error;
  }

  private static ObjectNode error(String code, Object... fields) {
    return Json.object("@type", code).setAll(Json.object(fields));
  }
}
