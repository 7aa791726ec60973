// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.util.List;
import java.util.stream.Collectors;

/** The outcome of all checks of one run. */
public record Findings(List<Check> checks) {

  public boolean kept() {
    return checks.stream().allMatch(check -> check.broken() == 0);
  }

  /** A table for people: one line a promise, the first broken cases below theirs. */
  public String table() {
    int width = checks.stream().mapToInt(check -> check.promise().length()).max().orElse(0);
    return checks.stream()
        .map(check -> line(check, width))
        .collect(Collectors.joining("", header(width), ""));
  }

  private static String header(int width) {
    return String.format("%-" + width + "s  %10s  %7s%n", "promise", "looked at", "broken");
  }

  private static String line(Check check, int width) {
    String counts =
        String.format(
            "%-" + width + "s  %10d  %7s%n",
            check.promise(),
            check.looked(),
            check.broken() == 0 ? "ok" : check.broken());
    return check.samples().stream()
        .map(sample -> String.format("    %s%n", sample))
        .collect(Collectors.joining("", counts, ""));
  }
}
