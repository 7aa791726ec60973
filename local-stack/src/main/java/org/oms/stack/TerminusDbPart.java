// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TerminusDB: the server that {@code TERMINUSDB_URL} names, else a {@code terminusdb} program on
 * the path, else embedded-terminusdb.
 */
public final class TerminusDbPart extends Part {

  private static final String NAME = "terminusdb";
  private static final int CACHE_MB = 500;
  private static final String EMBEDDED = "embedded-terminusdb/target/embedded-terminusdb.jar";

  /** Who plays the part. */
  public enum Kind {
    EXTERNAL,
    BINARY,
    EMBEDDED
  }

  private final Optional<URI> external;

  TerminusDbPart(Workshop workshop) {
    super(NAME, workshop);
    external =
        external("OMS_TERMINUSDB_URL")
            .or(() -> Optional.ofNullable(System.getenv("TERMINUSDB_URL")))
            .filter(url -> !url.isBlank() && workshop.where() != LocalStack.Where.COMPOSE)
            .map(URI::create);
  }

  /** Which of the three it is on this machine. */
  public Kind kind() {
    if (external.isPresent()) {
      return Kind.EXTERNAL;
    }
    return binary().isPresent() ? Kind.BINARY : Kind.EMBEDDED;
  }

  @Override
  public String address() {
    return external.map(URI::toString).orElseGet(() -> "http://127.0.0.1:" + port());
  }

  @Override
  public int port() {
    return external.map(URI::getPort).orElseGet(super::port);
  }

  @Override
  PartHost host() {
    return external.isPresent() ? new ExternalHost(NAME) : super.host();
  }

  @Override
  public boolean isReady() {
    return Probe.answers(URI.create(address() + "/api/ok"), workshop().limits().probe());
  }

  @Override
  void prepare() {
    super.prepare();
    if (kind() == Kind.EMBEDDED) {
      say("is embedded-terminusdb, the stand-in of this repository: no TERMINUSDB_URL, no binary");
    } else if (isEmpty(data())) {
      String key = DevelopmentSecrets.TERMINUSDB_PASSWORD;
      ShortCommand.run(
          Launch.of(List.of(program(), "store", "init", "--key", key)).command(),
          environment(),
          log(),
          workshop().limits().command());
    }
  }

  @Override
  Optional<Path> build() {
    return kind() == Kind.EMBEDDED ? Optional.of(workshop().built(EMBEDDED)) : Optional.empty();
  }

  @Override
  Launch launchPlan() {
    if (kind() == Kind.BINARY) {
      return new Launch(List.of(program(), "serve"), environment());
    }
    String port = Integer.toString(port());
    return Launch.of(
        List.of(
            ShortCommand.java(),
            "-Xmx768m",
            "-jar",
            workshop().built(EMBEDDED).toString(),
            "serve",
            "--port",
            port,
            "--data",
            data().toString(),
            "--password",
            DevelopmentSecrets.TERMINUSDB_PASSWORD));
  }

  private Map<String, String> environment() {
    return Map.of(
        "TERMINUSDB_SERVER_PORT", Integer.toString(port()),
        "TERMINUSDB_SERVER_DB_PATH", data().toString(),
        "TERMINUSDB_LRU_CACHE_SIZE", Integer.toString(CACHE_MB),
        "TERMINUSDB_ADMIN_PASS", DevelopmentSecrets.TERMINUSDB_PASSWORD);
  }

  private String program() {
    return binary().map(Path::toString).orElseThrow();
  }

  private static Optional<Path> binary() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(directory -> Path.of(directory, NAME))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isEmpty(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new StackException("The directory %s can't be read.".formatted(directory), e);
    }
  }
}
