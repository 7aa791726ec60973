// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The embedded server as a process of its own, on a free port, that can be killed. */
final class EmbeddedProcess implements AutoCloseable {

  private static final String PASSWORD = "admin123";
  private static final String READY = "ready on port ";

  private final Process process;
  private final int port;

  private EmbeddedProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server on this data; ready when it returns. */
  static EmbeddedProcess start(Path data) {
    Path repository = Path.of(System.getProperty("oms.repository", ".."));
    Path jar = repository.resolve("embedded-terminusdb/target/embedded-terminusdb.jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "-jar",
            jar.toString(),
            "serve",
            "--port",
            "0",
            "--data",
            data.toString(),
            "--password",
            PASSWORD);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new EmbeddedProcess(process, portOf(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TerminusDb server() {
    return TerminusDb.of("http://127.0.0.1:" + port, "admin", PASSWORD);
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    join();
  }

  @Override
  public void close() {
    process.destroy();
    join();
  }

  private static int portOf(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(READY)) {
        return Integer.parseInt(line.substring(line.indexOf(READY) + READY.length()).strip());
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("the embedded server did not start: " + said);
  }

  private void join() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
