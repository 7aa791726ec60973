// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that a run prints: each figure beside its yardstick from the same run. */
final class Figures {

  private record Row(String what, String figure, String yardstick, String ratio, String target) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String what, String figure, String yardstick, String ratio, String target) {
    Row row = new Row(what, figure, yardstick, ratio, target);
    rows.add(row);
    System.out.println("  " + what + ": " + figure + " (yardstick: " + yardstick + ") " + ratio);
  }

  /** As a Markdown table. */
  String markdown() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| what | measured | yardstick, same run | ratio | target |\n|---|---|---|---|---|\n");
    for (Row row : rows) {
      table
          .append("| ")
          .append(String.join(" | ", row.what, row.figure, row.yardstick, row.ratio, row.target))
          .append(" |\n");
    }
    return table.toString();
  }

  static String rate(Measurement measurement, String unit) {
    return String.format(
        Locale.ROOT,
        "%,.0f %s/s, p50 %.1f ms, p99 %.1f ms, %d failed",
        measurement.perSecond(),
        unit,
        measurement.percentile(50),
        measurement.percentile(99),
        measurement.failures());
  }

  static String perSecond(double value, String unit) {
    return String.format(Locale.ROOT, "%,.0f %s/s", value, unit);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f×", ratio);
  }
}
