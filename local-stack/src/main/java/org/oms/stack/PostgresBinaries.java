// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once a user from the jar that Maven fetched into {@code
 * ~/.cache/oms-local-stack}.
 *
 * @param home the directory that holds {@code bin/}, {@code lib/} and {@code share/}
 */
record PostgresBinaries(Path home) {

  private static final Map<String, String> ARCHIVES =
      Map.of(
          "amd64", "/postgres-linux-x86_64.txz",
          "aarch64", "/postgres-linux-arm_64.txz");

  static PostgresBinaries unpacked() {
    byte[] archive = archive();
    Path home = cache().resolve("postgresql-" + digest(archive));
    if (!Files.exists(home)) {
      try {
        unpack(archive, home);
      } catch (IOException e) {
        throw new StackException(
            "PostgreSQL can't be unpacked into %s: free some space or make it writable."
                .formatted(home),
            e);
      }
    }
    return new PostgresBinaries(home);
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  private static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("oms-local-stack");
  }

  private static byte[] archive() {
    String architecture = System.getProperty("os.arch");
    String name = ARCHIVES.get(architecture);
    if (name == null || !System.getProperty("os.name").equals("Linux")) {
      throw new StackException(
          "There is no PostgreSQL for %s on %s here: use Linux on x86-64 or arm64, or Docker."
              .formatted(System.getProperty("os.name"), architecture));
    }
    try (InputStream resource = PostgresBinaries.class.getResourceAsStream(name)) {
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new StackException("The PostgreSQL archive %s can't be read.".formatted(name), e);
    }
  }

  /**
   * The name of the directory changes with its content, so a new version is never mixed with an old
   * one.
   */
  private static String digest(byte[] archive) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(hash).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /**
   * Unpacks beside and renames, so that two launchers at once do no harm and a killed one leaves no
   * half.
   */
  private static void unpack(byte[] archive, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    Path beside = Files.createTempDirectory(home.getParent(), "unpacking-");
    Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new java.io.ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, beside.resolve(entry.getName()).normalize());
      }
    }
    try {
      Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      StateDirectory.delete(beside); // Another launcher was faster.
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
