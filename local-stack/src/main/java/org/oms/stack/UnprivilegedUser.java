// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Where the launcher is root (a container, CI), its programs run
 * in a user namespace in which root is nobody, or else as the user nobody.
 *
 * @param prefix what stands before a command
 * @param owner the numeric id that must own PostgreSQL's files, or 0 for the launcher's own
 */
record UnprivilegedUser(List<String> prefix, int owner) {

  private static final int NOBODY = 65534;

  static UnprivilegedUser forProgram(String program, Path log, Duration limit) {
    if (!isRoot()) {
      return new UnprivilegedUser(List.of(), 0);
    }
    if (ShortCommand.succeeds(List.of("unshare", "--user", "true"), log, limit)) {
      return new UnprivilegedUser(List.of("unshare", "--user"), 0);
    }
    List<String> asNobody =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    UnprivilegedUser nobody = new UnprivilegedUser(asNobody, NOBODY);
    if (!ShortCommand.succeeds(nobody.command(List.of("test", "-x", program)), log, limit)) {
      throw new StackException(
          "PostgreSQL must not run as root, and the user nobody can't reach %s: run `make up` as an ordinary user, or set XDG_CACHE_HOME to a directory that everybody may enter."
              .formatted(program));
    }
    return nobody;
  }

  List<String> command(List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  void own(Path directory) {
    if (owner == 0) {
      return;
    }
    try {
      Files.setAttribute(directory, "unix:uid", owner);
      Files.setAttribute(directory, "unix:gid", owner);
    } catch (IOException e) {
      throw new StackException(
          "The directory %s can't be given to the user nobody.".formatted(directory), e);
    }
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new StackException("/proc is not there: the stack needs Linux.", e);
    }
  }
}
