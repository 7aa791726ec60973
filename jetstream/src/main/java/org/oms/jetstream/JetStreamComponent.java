// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.HeaderFilterStrategyComponent;

/** Creates {@code jetstream:STREAM} endpoints that share one connection. */
@org.apache.camel.spi.annotations.Component("jetstream")
public class JetStreamComponent extends HeaderFilterStrategyComponent {

  @Metadata(
      autowired = true,
      label = "advanced",
      description = "Connection to use. Without it the component makes its own from servers.")
  private Connection connection;

  @Metadata(
      autowired = true,
      label = "advanced",
      description =
          "Stream and consumer files, applied at start and whenever the server has lost them.")
  private JetStreamResources resources;

  @Metadata(
      description = "Comma separated URLs of the NATS servers, nats://user:password@host:port.",
      secret = true)
  private String servers;

  private LazyConnection ownConnection;

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    JetStreamEndpoint endpoint = new JetStreamEndpoint(uri, this, remaining);
    endpoint.setConnection(connection);
    endpoint.setResources(resources);
    endpoint.setServers(servers);
    setEndpointHeaderFilterStrategy(endpoint);
    if (endpoint.getHeaderFilterStrategy() == null) {
      endpoint.setHeaderFilterStrategy(new JetStreamHeaderFilterStrategy());
    }
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** The connection made from {@code servers}; one for all endpoints that name the same ones. */
  synchronized LazyConnection ownConnection() {
    if (ownConnection == null) {
      ownConnection = new LazyConnection(servers, getCamelContext().getName());
    }
    return ownConnection;
  }

  @Override
  protected synchronized void doShutdown() throws Exception {
    if (ownConnection != null) {
      ownConnection.close();
      ownConnection = null;
    }
    super.doShutdown();
  }

  public Connection getConnection() {
    return connection;
  }

  public void setConnection(Connection connection) {
    this.connection = connection;
  }

  public JetStreamResources getResources() {
    return resources;
  }

  public void setResources(JetStreamResources resources) {
    this.resources = resources;
  }

  public String getServers() {
    return servers;
  }

  public void setServers(String servers) {
    this.servers = servers;
  }
}
