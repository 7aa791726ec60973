// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what the server complains about; the client's default prints to the console. */
final class QuietErrorListener implements ErrorListener {

  private static final Logger LOG = LoggerFactory.getLogger(LazyConnection.class);

  @Override
  public void errorOccurred(Connection connection, String error) {
    LOG.warn("NATS {}: {}", connection.getConnectedUrl(), error);
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception exception) {
    // Each failed reconnect ends here, four a second while the server is down.
    LOG.debug("NATS connection: {}", exception.toString());
  }
}
