// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One ontology resource as the API shows it (schemas of {@code contracts/oms.openapi.yaml}), common
 * fields included. The body is never changed after construction; a change makes a new resource.
 */
public record Resource(Kind kind, ObjectNode body) {

  /** Stable for ever, on every branch. */
  public String rid() {
    return body.path("rid").asText();
  }

  /** Unique within kind and branch. */
  public String apiName() {
    return body.path("apiName").asText();
  }

  /** Counts the changes of this resource on this branch, from 1. */
  public long revision() {
    return body.path("revision").asLong();
  }

  /**
   * The strong entity tag of RFC 9110, quotes included: last 12 hex digits of the rid and the
   * revision.
   */
  public String etag() {
    String rid = rid();
    return "\"" + rid.substring(rid.length() - 12) + "-" + revision() + "\"";
  }
}
