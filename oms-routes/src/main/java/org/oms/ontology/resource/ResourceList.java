// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A question for the resources of one kind.
 *
 * @param sort a field, with a minus in front for descending order
 */
public record ResourceList(
    Kind kind,
    Optional<String> text,
    Optional<String> status,
    Optional<String> visibility,
    Optional<String> group,
    String sort,
    int limit) {

  /**
   * A page.
   *
   * @param next where the next page begins; empty on the last one
   */
  public record Page(List<Resource> items, Optional<Cursor> next) {}

  /** One page of a state, from after the cursor on. */
  public Page page(BranchState state, String query, Optional<Cursor> after) {
    Stream<Resource> matching = state.all(kind).stream().filter(this::matches);
    if (!sort.equals("apiName")) {
      matching = matching.sorted(order());
    }
    List<Resource> found =
        matching
            .filter(after.<Predicate<Resource>>map(this::isAfter).orElse(resource -> true))
            .limit(limit + 1L)
            .toList();
    if (found.size() <= limit) {
      return new Page(found, Optional.empty());
    }
    Resource last = found.get(limit - 1);
    return new Page(found.subList(0, limit), Optional.of(new Cursor(query, key(last), last.rid())));
  }

  private boolean matches(Resource resource) {
    return has(resource, "status", status)
        && has(resource, "visibility", visibility)
        && inGroup(resource)
        && containsText(resource);
  }

  private static boolean has(Resource resource, String field, Optional<String> wanted) {
    return wanted.isEmpty() || resource.body().path(field).asText().equals(wanted.get());
  }

  private boolean inGroup(Resource resource) {
    if (group.isEmpty()) {
      return true;
    }
    boolean found = false;
    for (var name : resource.body().path("groups")) {
      found |= name.asText().equals(group.get());
    }
    return found;
  }

  private boolean containsText(Resource resource) {
    if (text.isEmpty()) {
      return true;
    }
    String wanted = text.get().toLowerCase(Locale.ROOT);
    return Stream.of("apiName", "displayName", "description")
        .map(field -> resource.body().path(field).asText().toLowerCase(Locale.ROOT))
        .anyMatch(value -> value.contains(wanted));
  }

  private boolean isDescending() {
    return sort.startsWith("-");
  }

  private String key(Resource resource) {
    return resource.body().path(isDescending() ? sort.substring(1) : sort).asText();
  }

  private Comparator<Resource> order() {
    Comparator<Resource> byKey = Comparator.comparing(this::key);
    return (isDescending() ? byKey.reversed() : byKey).thenComparing(Resource::rid);
  }

  private Predicate<Resource> isAfter(Cursor cursor) {
    return resource -> {
      int compared = key(resource).compareTo(cursor.key());
      int ordered = isDescending() ? -compared : compared;
      return ordered > 0 || (ordered == 0 && resource.rid().compareTo(cursor.rid()) > 0);
    };
  }
}
