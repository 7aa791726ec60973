// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that listens on a port, as far as {@code /proc} lets us see it.
 *
 * @param pid its process id
 * @param command its command line, shortened
 */
record PortOwner(long pid, String command) {

  private static final int COMMAND_LENGTH_MAX = 80;
  private static final String STATE_LISTEN = "0A";

  /** Empty when nobody listens, or when the process belongs to somebody we may not look at. */
  static Optional<PortOwner> find(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(table -> lines(Path.of(table)))
        .map(line -> line.trim().split("\\s+"))
        .filter(fields -> fields.length > 9 && listensOn(fields, port))
        .map(fields -> "socket:[" + fields[9] + "]")
        .flatMap(socket -> holderOf(socket).stream())
        .findFirst();
  }

  private static boolean listensOn(String[] fields, int port) {
    return fields[1].endsWith(":" + "%04X".formatted(port).toUpperCase(Locale.ROOT))
        && fields[3].equals(STATE_LISTEN);
  }

  private static Optional<PortOwner> holderOf(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), socket))
        .map(process -> new PortOwner(process.pid(), commandOf(process.pid())))
        .findFirst();
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return descriptors.anyMatch(descriptor -> socket.equals(target(descriptor)));
    } catch (IOException e) {
      return false; // It has ended, or it is not ours to look at.
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // Closed in the meantime.
    }
  }

  private static String commandOf(long pid) {
    try {
      String command = Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
      return command.length() <= COMMAND_LENGTH_MAX
          ? command.trim()
          : command.substring(0, COMMAND_LENGTH_MAX) + "…";
    } catch (IOException e) {
      return "?";
    }
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream();
    } catch (IOException e) {
      return Stream.empty(); // No IPv6 on this machine.
    }
  }
}
