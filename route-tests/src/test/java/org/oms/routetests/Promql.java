// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As much of a PromQL expression as tells which series it needs. It knows the forms that the
 * dashboards and rules use: grouping by {@code by} and {@code on}, no subqueries.
 */
record Promql(String expression) {

  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)(\\{[^}]*})?(?!\\w)(?!\\s*\\()");
  private static final Pattern CHOICE = Pattern.compile("=~\"([\\w|]+)\"");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /** The series it reads, each with its matchers; each alternative of a matcher by itself. */
  List<String> selectors() {
    String series = RANGE.matcher(GROUPING.matcher(expression).replaceAll("")).replaceAll("");
    return NAME.matcher(series)
        .results()
        .filter(found -> !WORDS.contains(found.group(1)))
        .flatMap(found -> alternatives(found.group()))
        .toList();
  }

  /** The labels it groups by, which the series must have. */
  List<String> groupingLabels() {
    return GROUPING
        .matcher(expression)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(",", -1)))
        .map(String::trim)
        .toList();
  }

  private static Stream<String> alternatives(String selector) {
    Matcher choice = CHOICE.matcher(selector);
    return choice.find()
        ? Stream.of(choice.group(1).split("\\|", -1))
            .map(one -> choice.replaceFirst("=\"" + one + "\""))
            .flatMap(Promql::alternatives)
        : Stream.of(selector);
  }
}
