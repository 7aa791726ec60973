// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What the figures were measured on.
 *
 * @param load the load average of a minute when the run began: other work disturbs the figures
 * @param commit the checked-out commit, and whether there were changes on top of it
 */
record Machine(
    String processor,
    int cores,
    double memoryGib,
    String kernel,
    String jdk,
    double load,
    Histogram disk,
    String commit) {

  static Machine here(Path stateDirectory) throws IOException, InterruptedException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        readProcessor(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize() / (double) (1L << 30),
        system.getName() + " " + system.getVersion(),
        Runtime.version().toString(),
        system.getSystemLoadAverage(),
        DiskProbe.run(stateDirectory),
        readCommit());
  }

  String diskSyncs() {
    return String.format(
        Locale.ROOT,
        "p50 %.2f ms, p99 %.2f ms",
        disk.getValueAtPercentile(50) / 1000.0,
        disk.getValueAtPercentile(99) / 1000.0);
  }

  private static String readProcessor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static String readCommit() throws IOException, InterruptedException {
    String head = git("rev-parse", "--short", "HEAD");
    return git("status", "--porcelain", "--untracked-files=no").isEmpty()
        ? head
        : head + " with changes";
  }

  private static String git(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process git = new ProcessBuilder(command).start();
    String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    return git.waitFor() == 0 ? answer : "unknown";
  }
}
