// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.util.Optional;
import java.util.stream.Stream;

/** {@code If-None-Match} (RFC 9110 §13.1.2): compared weakly, as it asks. */
public record EntityTags(Optional<String> ifNoneMatch) {

  public boolean contain(String etag) {
    return ifNoneMatch.stream()
        .flatMap(tags -> Stream.of(tags.split(",", -1)))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }
}
