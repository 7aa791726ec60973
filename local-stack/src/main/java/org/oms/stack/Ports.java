// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which part listens on which port of 127.0.0.1, kept in a file so that every command and every
 * restart agrees.
 */
final class Ports {

  /** The fixed ports of the development stack. */
  static final Map<String, Integer> DEVELOPMENT =
      Map.ofEntries(
          Map.entry("postgres", 15432),
          Map.entry("nats", 14222),
          Map.entry("nats-monitor", 18222),
          Map.entry("redis", 16379),
          Map.entry("terminusdb", 16363),
          Map.entry("oms", 18000),
          Map.entry("oms-jolokia", 18778),
          Map.entry("audit", 18001),
          Map.entry("audit-jolokia", 18779),
          Map.entry("hawtio", 18090),
          Map.entry("prometheus", 19090));

  /**
   * Free ports come from below the kernel's range for outgoing connections (32768 and up): while a
   * part is down, a client that keeps reconnecting could otherwise be given the part's own port.
   */
  private static final int FREE_MIN = 20_000;

  private static final int FREE_MAX = 32_000;
  private static final int ATTEMPTS_MAX = 1_000;

  private final Path file;
  private final Properties assigned = new Properties();
  private boolean free;

  private Ports(Path file) {
    this.file = file;
  }

  /** The ports of an earlier start, where the file is there. */
  static Ports load(Path file) {
    Ports ports = new Ports(file);
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        ports.assigned.load(reader);
      } catch (IOException e) {
        throw new StackException("The ports file %s can't be read.".formatted(file), e);
      }
    }
    return ports;
  }

  /** Forgets earlier ports: what nobody listens on any more need not be kept. */
  void reassign(boolean freePorts) {
    assigned.clear();
    free = freePorts;
  }

  /** The port of {@code name}, assigned at the first question. */
  synchronized int of(String name) {
    String known = assigned.getProperty(name);
    if (known != null) {
      return Integer.parseInt(known);
    }
    Integer fixed = free ? null : DEVELOPMENT.get(name);
    int port = fixed == null ? anyFree() : fixed;
    assigned.setProperty(name, Integer.toString(port));
    return port;
  }

  synchronized void save() {
    try (Writer writer = Files.newBufferedWriter(file)) {
      assigned.store(writer, "Ports of 127.0.0.1, by part");
    } catch (IOException e) {
      throw new StackException("The ports file %s can't be written.".formatted(file), e);
    }
  }

  private int anyFree() {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FREE_MIN, FREE_MAX);
      if (!assigned.containsValue(Integer.toString(port)) && isFree(port)) {
        return port;
      }
    }
    throw new StackException(
        "No free port was found between %d and %d.".formatted(FREE_MIN, FREE_MAX));
  }

  /** Whether a part could listen on {@code port} now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Fails with a sentence that says who has the port and what to do. */
  static void requireFree(String part, int port) {
    if (isFree(port)) {
      return;
    }
    String owner =
        PortOwner.find(port)
            .map(found -> "process %d (%s)".formatted(found.pid(), found.command()))
            .orElse("a process of another user");
    throw new StackException(
        "Port %d, which %s needs, is taken by %s: stop that process, or start the stack with --free-ports (`make up FREE_PORTS=1`)."
            .formatted(port, part, owner));
  }
}
