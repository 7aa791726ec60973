// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A search for events, ready to be run.
 *
 * @param filters what was asked for by name
 * @param path of the resource that was asked
 */
public record EventQuery(
    List<Condition> conditions,
    Sort sort,
    Optional<Cursor> cursor,
    int limit,
    boolean count,
    SortedMap<String, String> filters,
    String path) {

  /** The same search with one condition more. */
  EventQuery with(Condition condition) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(condition);
    return new EventQuery(all, sort, cursor, limit, count, filters, path);
  }

  /** The page of so many events that begins after the cursor. */
  public EventQuery page(Optional<Cursor> newCursor, int newLimit) {
    return new EventQuery(conditions, sort, newCursor, newLimit, false, filters, path);
  }

  /** The filters that are query parameters; those of a timeline are in its path. */
  Map<String, String> linkFilters() {
    return sort == Sort.SEQUENCE ? Map.of() : filters;
  }

  /** The filters, and where the page begins and ends, as they were asked for. */
  Map<String, String> asked() {
    Map<String, String> asked = new TreeMap<>(filters);
    asked.put("limit", Integer.toString(limit));
    cursor.ifPresent(from -> asked.put("cursor", from.text()));
    return asked;
  }

  long fingerprint() {
    return Cursor.fingerprint(filters);
  }
}
