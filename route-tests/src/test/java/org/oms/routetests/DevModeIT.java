// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oms.stack.LocalStack;

/** Who edits a route in dev mode sees the change with the next request. */
class DevModeIT {

  /** Maven, compiling and starting on a busy machine. */
  private static final Duration START_TIME_MAX = Duration.ofMinutes(8);

  /** Of no use in the copy. */
  private static final Set<String> NOT_COPIED = Set.of("target", ".git", ".stack", "docs");

  private static final Path REPOSITORY =
      Path.of(System.getProperty("oms.repository", "..")).toAbsolutePath().normalize();

  @TempDir static Path checkout;
  private static LocalStack parts;

  private Process devMode;

  @BeforeAll
  static void copyCheckoutAndStartParts() throws IOException {
    copy(REPOSITORY, checkout);
    parts =
        LocalStack.configure()
            .projectDirectory(REPOSITORY)
            .stateDirectory(Path.of("target", "dev-stack"))
            .freePorts()
            .partsOnly()
            .stopOnExit()
            .open();
    parts.start();
  }

  @AfterAll
  static void stopParts() {
    parts.stop();
  }

  @AfterEach
  void stopDevMode() {
    devMode.descendants().forEach(ProcessHandle::destroyForcibly);
    devMode.destroyForcibly();
  }

  @Test
  void editedOmsRoute_answersTheNextRequest() throws IOException {
    editAndAsk(
        "oms-routes",
        "org/oms/ontology/security/CallerRoutes.java",
        ".process(answer);",
        new Api(parts.oms().url(), parts.token("developer")),
        "/api/v1/me");
  }

  @Test
  void editedAuditRoute_answersTheNextRequest() throws IOException {
    editAndAsk(
        "audit-routes",
        "org/oms/audit/consumer/ConsumerRoutes.java",
        ".bean(consumers, \"list\");",
        new Api(parts.audit().url(), parts.token("auditor")),
        "/api/v1/audit/consumers");
  }

  private void editAndAsk(String module, String file, String lastStep, Api api, String path)
      throws IOException {
    start(module);
    await("dev mode of " + module)
        .atMost(START_TIME_MAX)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(
            () -> {
              assertThat(devMode.isAlive()).as("see target/dev-%s.log", module).isTrue();
              return api.get(path).status() == 200;
            });
    assertThat(api.get(path).header("Cache-Control")).isEmpty();

    edit(checkout.resolve(module + "/src/main/java/" + file), lastStep);

    // Dev mode looks for edits with a request, at most every two seconds.
    await("the edited route answers")
        .atMost(START_TIME_MAX)
        .until(() -> api.get(path).header("Cache-Control"), Optional.of("edited-live")::equals);
  }

  /** The same call as {@code make dev-oms} and {@code make dev-audit}, without their console. */
  private void start(String module) throws IOException {
    ProcessBuilder maven =
        new ProcessBuilder(
            checkout.resolve("mvnw").toString(),
            "-B",
            "-pl",
            module,
            "-am",
            "-Ddebug=false",
            "-Dquarkus.console.enabled=false",
            "quarkus:dev");
    Map<String, String> environment = maven.environment();
    environment.putAll(parts.addresses());
    devMode =
        maven
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "dev-" + module + ".log").toFile())
            .start();
  }

  private static void edit(Path source, String lastStep) throws IOException {
    String before = Files.readString(source);
    String edited =
        lastStep.replace(
            ";", "\n        .setHeader(\"Cache-Control\", constant(\"edited-live\"));");
    assertThat(before).containsOnlyOnce(lastStep);
    Files.writeString(source, before.replace(lastStep, edited));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_COPIED.contains(String.valueOf(directory.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
