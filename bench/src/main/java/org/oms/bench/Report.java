// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** A run as a section of a Markdown file. */
record Report(
    Figures figures, Machine machine, Versions versions, String arguments, Duration total) {

  String markdown() {
    return facts() + "\n" + figures.markdown();
  }

  /**
   * Replaces what stands between {@code <!-- figures: … -->} and {@code <!-- end -->} for this kind
   * of TerminusDB; the rest of the file is for people.
   *
   * @throws IOException also when the file has no such section
   */
  void writeInto(Path file) throws IOException {
    String begin =
        "<!-- figures: " + (versions.embedded() ? "embedded-terminusdb" : "TerminusDB") + " -->\n";
    String end = "<!-- end -->";
    String text = Files.readString(file);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end, from);
    if (from < begin.length() || to < 0) {
      throw new IOException(file + " has no section between " + begin.trim() + " and " + end);
    }
    Files.writeString(
        file, text.substring(0, from) + "\n" + markdown() + "\n" + text.substring(to));
  }

  private String facts() {
    return String.format(
        Locale.ROOT,
        """
        - %s, commit %s, `make bench%s`, %d min %d s in all
        - %s, %d cores, %.0f GiB, %s, JDK %s; every part, the services and the load on this machine; load average before the run %.1f
        - %s, PostgreSQL %s, NATS %s
        - disk probe, 4 KiB and a sync: %s
        """,
        LocalDate.now(ZoneOffset.UTC),
        machine.commit(),
        arguments.isEmpty() ? "" : " ARGS=\"" + arguments + "\"",
        total.toMinutes(),
        total.toSecondsPart(),
        machine.processor(),
        machine.cores(),
        machine.memoryGib(),
        machine.kernel(),
        machine.jdk(),
        machine.load(),
        versions.terminusDb(),
        versions.postgres(),
        versions.nats(),
        machine.diskSyncs());
  }
}
