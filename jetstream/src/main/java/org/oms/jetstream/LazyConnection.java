// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.RuntimeCamelException;

/**
 * A connection made when it is first needed, so that an application starts while NATS is down. Once
 * made it reconnects for ever.
 */
final class LazyConnection implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration RECONNECT_WAIT = Duration.ofMillis(250);

  private final String servers;
  private final String name;
  private Connection connection;

  LazyConnection(String servers, String name) {
    this.servers = servers;
    this.name = name;
  }

  synchronized Connection get() throws IOException, InterruptedException {
    if (connection == null || connection.getStatus() == Connection.Status.CLOSED) {
      connection = Nats.connect(options());
    }
    return connection;
  }

  @Override
  public synchronized void close() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeCamelException(e);
    }
  }

  private Options options() {
    return new Options.Builder()
        .servers(servers.split(",", -1))
        .connectionName(name)
        .connectionTimeout(CONNECT_TIMEOUT)
        .reconnectWait(RECONNECT_WAIT)
        .maxReconnects(-1)
        .errorListener(new QuietErrorListener())
        .build();
  }
}
