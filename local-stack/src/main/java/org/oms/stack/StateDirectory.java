// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a stack keeps everything it knows: {@code config/}, {@code data/<part>/}, {@code
 * logs/<part>.log}, {@code pids/<part>.pid}, {@code ports.properties} and {@code ports.env}.
 *
 * @param path its absolute path
 */
record StateDirectory(Path path) {

  static StateDirectory at(Path path) {
    StateDirectory state = new StateDirectory(path.toAbsolutePath().normalize());
    for (String name : List.of("config", "data", "logs", "pids")) {
      state.create(state.path.resolve(name));
    }
    return state;
  }

  Path config(String name) {
    return path.resolve("config").resolve(name);
  }

  Path data(String part) {
    return path.resolve("data").resolve(part);
  }

  Path log(String part) {
    return path.resolve("logs").resolve(part + ".log");
  }

  Path pid(String part) {
    return path.resolve("pids").resolve(part + ".pid");
  }

  Path ports() {
    return path.resolve("ports.properties");
  }

  Path environment() {
    return path.resolve("ports.env");
  }

  /** Names of the parts that were started from here and not stopped since. */
  List<String> started() {
    try (Stream<Path> files = Files.list(path.resolve("pids"))) {
      return files.map(file -> file.getFileName().toString().replace(".pid", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new StackException(
          "The directory %s can't be made: choose another with --state-dir.".formatted(directory),
          e);
    }
  }

  void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new StackException("The file %s can't be written.".formatted(file), e);
    }
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try {
      Files.walkFileTree(directory, new Deletion());
    } catch (IOException e) {
      throw new StackException("The directory %s can't be removed.".formatted(directory), e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
