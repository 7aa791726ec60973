// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A search for events, ready to be run.
 *
 * @param filters what was asked for by name
 * @param path of the resource that was asked
 */
record EventQuery(
    List<Condition> conditions,
    Sort sort,
    Optional<Cursor> cursor,
    int limit,
    boolean count,
    SortedMap<String, String> filters,
    String path) {

  /** The filters that are query parameters; those of a timeline are in its path. */
  Map<String, String> linkFilters() {
    return sort == Sort.SEQUENCE ? Map.of() : filters;
  }

  long fingerprint() {
    return Cursor.fingerprint(filters);
  }
}
