// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.oms.terminusdb.embedded.EmbeddedServer;
import org.oms.terminusdb.embedded.Limits;

/**
 * The parts the service needs, each its own process or server: PostgreSQL, nats-server and
 * redis-server from the PATH, and TerminusDB, which is the real one when {@code TERMINUSDB_URL}
 * names an empty one.
 */
public final class RealParts implements QuarkusTestResourceLifecycleManager {

  /** The audit service never has events whose id begins so. */
  public static final String LOST_ID_PREFIX = "00000000";

  private final List<Process> processes = new ArrayList<>();
  private EmbeddedPostgres postgres;
  private EmbeddedServer terminusDb;
  private HttpServer audit;

  @Override
  public Map<String, String> start() {
    try {
      Path directory = Files.createTempDirectory("oms-parts");
      int natsPort = freePort();
      int redisPort = freePort();
      startProcess(
          directory,
          "nats-server",
          "-a",
          "127.0.0.1",
          "-p",
          "" + natsPort,
          "-js",
          "-sd",
          directory.resolve("nats").toString());
      startProcess(
          directory, "redis-server", "--bind", "127.0.0.1", "--port", "" + redisPort, "--save", "");
      return Map.of(
          "oms.postgres.url",
          startPostgres(),
          "oms.nats.url",
          "nats://127.0.0.1:" + natsPort,
          "oms.audit.url",
          startAudit(),
          "oms.redis.url",
          "redis://127.0.0.1:" + redisPort,
          "oms.terminusdb.url",
          startTerminusDb(directory));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String startPostgres() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
    try (Connection superuser = postgres.getPostgresDatabase().getConnection();
        Statement statement = superuser.createStatement()) {
      for (String role : List.of("oms", "audit", "audit_owner")) {
        statement.execute(
            "select set_config('bootstrap.%s_password', '%s123', false)".formatted(role, role));
      }
      statement.execute(Files.readString(Path.of("../sql/bootstrap/create-roles.sql")));
    }
    return postgres.getJdbcUrl("oms", "postgres");
  }

  private String startTerminusDb(Path directory) {
    String real = System.getenv("TERMINUSDB_URL");
    if (real != null) {
      return real;
    }
    terminusDb =
        EmbeddedServer.start(0, directory.resolve("terminusdb"), "admin123", Limits.defaults());
    return "http://127.0.0.1:" + terminusDb.port();
  }

  /** Answers for the audit service: every event but the lost ones is stored. */
  private String startAudit() throws IOException {
    audit = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    audit.createContext(
        "/api/v1/audit/receipts/query",
        exchange -> {
          String asked =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String stored =
              Pattern.compile("\"[0-9a-f-]{36}\"")
                  .matcher(asked)
                  .results()
                  .map(MatchResult::group)
                  .filter(id -> !id.startsWith("\"" + LOST_ID_PREFIX))
                  .collect(Collectors.joining(",", "{\"stored\":[", "]}"));
          byte[] answer = stored.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    audit.start();
    return "http://127.0.0.1:" + audit.getAddress().getPort();
  }

  private void startProcess(Path directory, String... command) throws IOException {
    Path log = directory.resolve(command[0] + ".log");
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void stop() {
    processes.forEach(Process::destroy);
    if (audit != null) {
      audit.stop(0);
    }
    try {
      if (terminusDb != null) {
        terminusDb.close();
      }
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
