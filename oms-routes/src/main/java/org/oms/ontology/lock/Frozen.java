// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import java.util.Optional;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.ResourceChange;

/**
 * What a lock freezes: a whole branch, one kind on it, or one resource.
 *
 * @param kind empty for the whole branch
 * @param rid empty for the whole branch or kind; a resource stays frozen when it is looked for by
 *     another name
 * @param resourceName its apiName when it was frozen
 */
public record Frozen(
    String branch, Optional<Kind> kind, Optional<String> rid, Optional<String> resourceName) {

  String scope() {
    return rid.isPresent() ? "resource" : kind.isPresent() ? "kind" : "branch";
  }

  boolean holds(ResourceChange change) {
    return kind.map(change.kind()::equals).orElse(true)
        && rid.map(change.rid()::equals).orElse(true);
  }

  /** Whether something would be frozen by both. */
  boolean overlaps(Frozen other) {
    return branch.equals(other.branch)
        && sameOrOpen(kind, other.kind)
        && sameOrOpen(rid, other.rid);
  }

  private static <T> boolean sameOrOpen(Optional<T> one, Optional<T> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  /** For people and events: {@code main}, {@code main/object-types/Employee}. */
  String path() {
    return branch
        + kind.map(frozen -> "/" + frozen.pathSegment()).orElse("")
        + resourceName.map(name -> "/" + name).orElse("");
  }
}
