// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What to count.
 *
 * @param by one of {@link #GROUPS}
 * @param limit of groups
 */
public record StatisticsQuery(String by, int limit, EventQuery events) {

  static final Set<String> GROUPS = Set.of("action", "actor", "resourceType", "hour", "day");
  static final int GROUPS_MAX = 1000;

  Map<String, String> asked() {
    Map<String, String> asked = new TreeMap<>(events.filters());
    asked.put("by", by);
    asked.put("limit", Integer.toString(limit));
    return asked;
  }
}
