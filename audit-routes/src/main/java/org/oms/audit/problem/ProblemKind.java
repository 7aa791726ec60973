// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.problem;

/** The kinds of errors the API knows; each is a stable {@code type} of a problem document. */
public enum ProblemKind {
  BAD_REQUEST("bad-request", "The request is not valid", 400),
  UNAUTHENTICATED("unauthenticated", "A valid bearer token is needed", 401),
  FORBIDDEN("forbidden", "The caller's roles do not allow this", 403),
  NOT_FOUND("not-found", "There is no such resource", 404),
  METHOD_NOT_ALLOWED("method-not-allowed", "The resource has no such method", 405),
  TOO_SLOW("too-slow", "The body came too slowly", 408),
  CONFLICT("conflict", "The resource's state does not allow this", 409),
  TOO_LARGE("too-large", "The body is too large", 413),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type", "The body has another media type than the contract says", 415),
  UNPROCESSABLE("unprocessable", "The request is understood and refused", 422),
  TOO_MANY("too-many-requests", "Too much is asked for at once", 429),
  INTERNAL("internal", "The service failed; the log has the request id", 500),
  UNAVAILABLE("unavailable", "A part of the service is not available", 503);

  private final String slug;
  private final String title;
  private final int status;

  ProblemKind(String slug, String title, int status) {
    this.slug = slug;
    this.title = title;
    this.status = status;
  }

  /** The {@code type} of the problem document, a relative URI reference. */
  public String type() {
    return "/problems/" + slug;
  }

  /** The last part of the type, by which events name it. */
  public String slug() {
    return slug;
  }

  public String title() {
    return title;
  }

  public int status() {
    return status;
  }

  /** The kind for a status that a part outside the routes has decided on. */
  public static ProblemKind ofStatus(int status) {
    for (ProblemKind kind : values()) {
      if (kind.status == status) {
        return kind;
      }
    }
    return status >= 500 ? INTERNAL : BAD_REQUEST;
  }
}
