// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The table that a run prints: each figure beside its yardstick from the same run. */
final class Figures {

  private static final String NOTHING = "–";

  private record Row(
      String what, String figure, String yardstick, String ratio, String target, String met) {}

  private final Consumer<String> progress;
  private final List<Row> rows = new ArrayList<>();

  Figures(Consumer<String> progress) {
    this.progress = progress;
  }

  /** A figure beside its yardstick. */
  void add(String what, String figure, String yardstick, String ratio, Goal goal) {
    rows.add(new Row(what, figure, yardstick, ratio, goal.text(), goal.met() ? "yes" : "no"));
    progress.accept("  " + what + ": " + figure + " (yardstick: " + yardstick + ") " + ratio);
  }

  /** A figure that stands by itself. */
  void add(String what, String figure, Goal goal) {
    add(what, figure, NOTHING, NOTHING, goal);
  }

  /** A target, and whether the figure reaches it. */
  record Goal(String text, boolean met) {}

  /** As a Markdown table. */
  String markdown() {
    StringBuilder table = new StringBuilder();
    table.append("| what | measured | yardstick, same run | ratio | target | met |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (Row row : rows) {
      table
          .append("| ")
          .append(
              String.join(
                  " | ", row.what, row.figure, row.yardstick, row.ratio, row.target, row.met))
          .append(" |\n");
    }
    return table.toString();
  }

  static String rate(Measurement measurement, String unit) {
    return String.format(
        Locale.ROOT,
        "%,.0f %s/s, p50 %.1f ms, p99 %.1f ms, %s",
        measurement.perSecond(),
        unit,
        measurement.percentile(50),
        measurement.percentile(99),
        measurement.failuresAsText());
  }

  static String perSecond(double value, String unit) {
    return String.format(Locale.ROOT, "%,.0f %s/s", value, unit);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f×", ratio);
  }
}
