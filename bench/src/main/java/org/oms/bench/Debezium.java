// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import io.nats.client.Nats;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.oms.stack.LocalStack;

/**
 * Another yardstick for the drain: Debezium Server with its outbox event router and its JetStream
 * sink, from the same events to a stream of its own. It reads PostgreSQL's write-ahead log, so the
 * database is restarted with logical decoding.
 */
final class Debezium {

  /** The name is the sink's. */
  private static final String STREAM = "DebeziumStream";

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 50;
  private static final long STOP_SECONDS = 20;

  private final LocalStack stack;
  private final Target target;
  private final Path home;

  /**
   * @param home an unpacked {@code io.debezium:debezium-server-dist}
   */
  Debezium(LocalStack stack, Target target, Path home) {
    this.stack = stack;
    this.target = target;
    this.home = home.toAbsolutePath();
  }

  /** Events a second, from the commit of their rows to the last message in the stream. */
  @SuppressWarnings("try") // The connection's close may be interrupted; so may all else here.
  double run(ReadyEvents warmUp, ReadyEvents events) throws Exception {
    prepare();
    Process server = start();
    try (Connection connection = target.connect();
        io.nats.client.Connection nats = Nats.connect(target.natsUrl())) {
      await(server, () -> Sql.number(connection, "count-replication-slots") > 0);
      warmUp.copyForDebezium(connection);
      await(server, () -> messages(nats) == warmUp.events());
      events.copyForDebezium(connection);
      long start = System.nanoTime();
      await(server, () -> messages(nats) == warmUp.events() + events.events());
      return events.events() / ((System.nanoTime() - start) / 1e9);
    } finally {
      server.destroy();
      if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    }
  }

  private void prepare() throws Exception {
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.read("enable-logical-decoding"));
    }
    stack.postgres().restart();
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.read("create-debezium-outbox"));
    }
  }

  private Process start() throws IOException {
    Path directory = Files.createDirectories(stack.stateDirectory().resolve("debezium"));
    Files.writeString(directory.resolve("application.properties"), properties(directory));
    String runner;
    try (var files = Files.list(home)) {
      runner =
          files
              .map(Path::toString)
              .filter(file -> file.endsWith("-runner.jar"))
              .findFirst()
              .orElseThrow(() -> new IOException("There is no Debezium Server in " + home));
    }
    return new ProcessBuilder(
            List.of(
                "java",
                "-Xmx512m",
                "-Dquarkus.http.port=0",
                "-Dquarkus.config.locations=" + directory.resolve("application.properties"),
                "-cp",
                runner + ":" + home.resolve("lib") + "/*",
                "io.debezium.server.Main"))
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(stack.stateDirectory().resolve("logs/debezium.log").toFile())
        .start();
  }

  private String properties(Path directory) throws IOException {
    URI postgres = URI.create(target.postgresUrl().substring("jdbc:".length()));
    return Sql.resource("/debezium.properties")
        .replace("@nats@", target.natsUrl())
        .replace("@host@", postgres.getHost())
        .replace("@port@", Integer.toString(postgres.getPort()))
        .replace("@database@", postgres.getPath().substring(1))
        .replace("@user@", target.postgresUser())
        .replace("@password@", target.postgresPassword())
        .replace("@offsets@", directory.resolve("offsets.dat").toString());
  }

  private static long messages(io.nats.client.Connection nats) throws Exception {
    if (!nats.jetStreamManagement().getStreamNames().contains(STREAM)) {
      return 0;
    }
    return nats.jetStreamManagement().getStreamInfo(STREAM).getStreamState().getMsgCount();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(Process server, Condition condition) throws Exception {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!condition.holds()) {
      if (!server.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "Debezium Server did not get on; see " + stack.stateDirectory() + "/logs/debezium.log");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
