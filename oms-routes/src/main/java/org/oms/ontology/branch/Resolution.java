// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How the caller wants one conflict settled.
 *
 * @param field empty for a conflict about a whole resource
 * @param value what to take with {@link Take#VALUE}
 */
public record Resolution(String rid, String field, Take take, JsonNode value) {

  /** Which side. */
  public enum Take {
    SOURCE,
    TARGET,
    BASE,
    VALUE
  }

  static Resolution of(JsonNode written) {
    Take take =
        switch (written.path("take").asText()) {
          case "source" -> Take.SOURCE;
          case "target" -> Take.TARGET;
          case "base" -> Take.BASE;
          default -> Take.VALUE;
        };
    return new Resolution(
        written.path("rid").asText(), written.path("field").asText(), take, written.path("value"));
  }

  JsonNode choose(JsonNode base, JsonNode source, JsonNode target) {
    return switch (take) {
      case SOURCE -> source;
      case TARGET -> target;
      case BASE -> base;
      case VALUE -> value;
    };
  }
}
