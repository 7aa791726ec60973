// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nats-server with JetStream, on a free port and a directory of its own. */
final class NatsServer {

  private final Path directory;
  private final int port;
  private Process process;

  private NatsServer(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  static NatsServer start() throws IOException {
    NatsServer server = new NatsServer(Files.createTempDirectory("nats"), freePort());
    server.run();
    return server;
  }

  /** The port must outlive a restart, so the server can't choose it. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts the process, again after {@link #kill()}, and waits until it answers. */
  void run() throws IOException {
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      binary(),
                      "--config=../nats/server.conf",
                      "--http_port=-1",
                      "--addr=127.0.0.1",
                      "--port=" + port,
                      "--store_dir=" + directory))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
              .start();
    } catch (IOException e) {
      throw new IOException(
          "These tests need nats-server on the PATH: apt-get install nats-server, or name it by"
              + " the environment variable NATS_SERVER",
          e);
    }
    await().atMost(Duration.ofSeconds(10)).until(this::answers);
  }

  private static String binary() {
    return System.getenv().getOrDefault("NATS_SERVER", "nats-server");
  }

  @SuppressWarnings("try") // close() may be interrupted, then the test is over anyway
  private boolean answers() {
    try (Connection connection = connect()) {
      connection.jetStreamManagement().getAccountStatistics();
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  String url() {
    return "nats://127.0.0.1:" + port;
  }

  Connection connect() throws IOException, InterruptedException {
    return Nats.connect(
        new Options.Builder()
            .server(url())
            .maxReconnects(-1)
            .reconnectWait(Duration.ofMillis(100))
            .errorListener(new QuietErrorListener())
            .build());
  }

  /** kill -9: nothing is flushed, no client is told. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** Loses all streams and messages; the server must be down. */
  void wipe() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("jetstream"))) {
      files.sorted(Comparator.reverseOrder()).forEach(NatsServer::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process and removes its directory. */
  void remove() throws IOException, InterruptedException {
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(NatsServer::delete);
    }
  }
}
