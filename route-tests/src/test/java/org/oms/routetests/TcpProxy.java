// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a service and one of its parts. Each direction can be held: what was sent then
 * waits here, as in a network that has stopped delivering, until it is let go or cut off.
 */
final class TcpProxy implements AutoCloseable {

  /** Who is being spoken to. */
  enum Direction {
    TO_PART,
    TO_SERVICE
  }

  private static final int CHUNK_BYTES = 64 * 1024;

  /** How much of the chunk before is searched again, for a mark that lies across two. */
  private static final int MARK_LENGTH_MAX = 400;

  private final ServerSocket server;
  private final int partPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Queue<Instant> attempts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<Direction, Gate> gates = new EnumMap<>(Direction.class);

  /** Listens on any free port of {@code address}. */
  TcpProxy(int partPort, InetAddress address) {
    this.partPort = partPort;
    for (Direction direction : Direction.values()) {
      gates.put(direction, new Gate());
    }
    try {
      server = new ServerSocket(0, 64, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("proxy-" + partPort, this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on nothing gets through in this direction. */
  void hold(Direction direction) {
    gates.get(direction).hold();
  }

  /** Nothing gets through in this direction from the first bytes on that contain the mark. */
  void holdAt(Direction direction, String mark) {
    gates.get(direction).holdAt(mark);
  }

  /** Whether something waits here to be delivered. */
  boolean holdsSomething(Direction direction) {
    return gates.get(direction).holdsSomething();
  }

  /** Delivers what was held, in its order, and holds no longer. */
  void letGo() {
    gates.values().forEach(Gate::open);
  }

  /** Connections made from now on pass; the older ones stay held, as on a road of their own. */
  void letGoNewConnections() {
    gates.values().forEach(gate -> gate.holdBelow(connections.get()));
  }

  /** When a service connected, or tried to, since then. */
  List<Instant> attemptsSince(Instant begin) {
    return attempts.stream().filter(attempt -> attempt.isAfter(begin)).toList();
  }

  /** Breaks all connections; what was held is lost. New connections work. */
  void cut() {
    sockets.forEach(TcpProxy::close);
    letGo();
  }

  @Override
  public void close() {
    close(server);
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket service = server.accept();
        attempts.add(Instant.now());
        sockets.add(service);
        connect(service);
      } catch (IOException e) {
        // Closed, or a client that has gone already: the next one is waited for.
      }
    }
  }

  private void connect(Socket service) {
    try {
      Socket part = new Socket();
      sockets.add(part);
      part.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), partPort));
      service.setTcpNoDelay(true);
      part.setTcpNoDelay(true);
      int number = connections.getAndIncrement();
      start("to-part", () -> pump(service, part, gates.get(Direction.TO_PART), number));
      start("to-service", () -> pump(part, service, gates.get(Direction.TO_SERVICE), number));
    } catch (IOException e) {
      close(service); // The part is down, and so it looks to the service.
    }
  }

  private void pump(Socket from, Socket to, Gate gate, int connection) {
    byte[] chunk = new byte[CHUNK_BYTES];
    String before = "";
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        String text = before + new String(chunk, 0, length, StandardCharsets.UTF_8);
        gate.pass(text, connection);
        before = text.substring(Math.max(0, text.length() - MARK_LENGTH_MAX));
        out.write(chunk, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // One side has gone: so has the other, by the end of this block.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** One direction's state, shared by all connections. */
  private static final class Gate {
    private boolean held;
    private String mark;
    private int heldBelow = Integer.MAX_VALUE;
    private int waiting;

    synchronized void hold() {
      held = true;
    }

    synchronized void holdBelow(int connection) {
      heldBelow = connection;
      notifyAll();
    }

    synchronized void holdAt(String newMark) {
      mark = newMark;
    }

    synchronized void open() {
      held = false;
      mark = null;
      heldBelow = Integer.MAX_VALUE;
      notifyAll();
    }

    synchronized boolean holdsSomething() {
      return waiting > 0;
    }

    synchronized void pass(String text, int connection) throws InterruptedException {
      if (mark != null && text.contains(mark)) {
        held = true;
        mark = null;
      }
      waiting++;
      try {
        while (held && connection < heldBelow) {
          wait();
        }
      } finally {
        waiting--;
      }
    }
  }
}
