// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.oms.audit.http.ApiText;
import org.oms.audit.problem.RefusedException;

/**
 * The parameters of a search by name, each read as what it must be.
 *
 * @param pointerPrefix of a parameter in a problem: {@code /} in a body, empty in a query string
 */
record Filters(Map<String, String> values, String pointerPrefix) {

  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 500;
  private static final int YEAR_MAX = 9999;

  /** Longest values, as the contract has them; others have no limit of their own. */
  private static final Map<String, Integer> LENGTHS_MAX =
      Map.ofEntries(
          Map.entry("actor", 200),
          Map.entry("action", 80),
          Map.entry("resourceType", 40),
          Map.entry("resourceId", 400),
          Map.entry("resourceName", 200),
          Map.entry("branch", 200),
          Map.entry("commit", 100),
          Map.entry("errorCode", 100),
          Map.entry("tenant", 100),
          Map.entry("requestId", 200),
          Map.entry("correlationId", 200),
          Map.entry("tag", 100),
          Map.entry("q", 1000),
          Map.entry("cursor", 500));

  Optional<String> text(String name) {
    String value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isEmpty()) {
      throw refused(name, "empty", "The value is empty.");
    }
    if (value.codePointCount(0, value.length()) > LENGTHS_MAX.getOrDefault(name, LIMIT_MAX)) {
      throw refused(name, "too-long", "The value is too long.");
    }
    if (!ApiText.isClean(value)) {
      throw refused(name, "bad-character", "The value has control or broken characters.");
    }
    return Optional.of(value);
  }

  Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            value -> {
              if (!Set.of("true", "false").contains(value)) {
                throw refused(name, "not-a-boolean", "The value must be true or false.");
              }
              return Boolean.valueOf(value);
            });
  }

  Optional<String> oneOf(String name, Set<String> allowed) {
    return text(name)
        .map(
            value -> {
              if (!allowed.contains(value)) {
                throw refused(
                    name, "not-allowed", "The value must be one of " + sorted(allowed) + ".");
              }
              return value;
            });
  }

  Optional<OffsetDateTime> time(String name) {
    return text(name).map(value -> timeOf(name, value));
  }

  int limit() {
    return limit(LIMIT_MAX);
  }

  int limit(int max) {
    return text("limit").map(value -> limitOf(value, max)).orElse(LIMIT_DEFAULT);
  }

  <T> Optional<T> read(String name, Function<String, T> reader) {
    return text(name).map(reader);
  }

  String pointer(String name) {
    return pointerPrefix + name;
  }

  private int limitOf(String value, int max) {
    if (value.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= max) {
        return limit;
      }
    }
    throw refused("limit", "out-of-range", "The limit must be a number from 1 to " + max + ".");
  }

  private OffsetDateTime timeOf(String name, String value) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(value);
      if (time.getYear() >= 1 && time.getYear() < YEAR_MAX) {
        return time;
      }
    } catch (DateTimeException e) {
      // The same answer as for a year nobody can mean.
    }
    throw refused(
        name,
        "not-a-time",
        "The value must be a time like 2026-11-24T09:30:00Z; encode a plus sign as %2B.");
  }

  RefusedException refused(String name, String code, String message) {
    return RefusedException.invalid(pointer(name), code, message);
  }

  private static String sorted(Set<String> allowed) {
    return String.join(", ", allowed.stream().sorted().toList());
  }
}
