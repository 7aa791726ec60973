// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import java.io.IOException;
import java.util.Objects;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.ObjectHelper;

/**
 * Receive from and publish to NATS JetStream in batches, with at-least-once delivery.
 *
 * <p>A consumer pulls, hands a batch to its route as a {@code List<Exchange>} and acknowledges each
 * message once the exchange has completed. A producer publishes a list with many messages in flight
 * and answers with one {@link PublishOutcome} for each.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "jetstream",
    title = "NATS JetStream",
    syntax = "jetstream:stream",
    category = {Category.MESSAGING},
    headersClass = JetStreamHeaders.class)
public class JetStreamEndpoint extends DefaultEndpoint implements HeaderFilterStrategyAware {

  @UriPath(description = "Name of the stream.")
  @Metadata(required = true)
  private final String stream;

  @UriParam(
      label = "consumer",
      description = "Durable pull consumer to bind to. It must exist or be among the resources.")
  private String durable;

  @UriParam(
      label = "consumer",
      description =
          "Whether the body is a List of Exchange, as in camel-kafka, or a single message.")
  private boolean batching;

  @UriParam(
      label = "consumer",
      defaultValue = "500",
      description =
          "Most messages of a batch; also how many the server sends ahead of the one in work.")
  private int maxBatch = 500;

  @UriParam(
      label = "consumer",
      defaultValue = "4194304",
      description =
          "Most bytes of a batch, as the server counts them; also how many it sends ahead. Must be"
              + " more than the largest message.")
  private int maxBytes = 4_194_304;

  @UriParam(
      label = "consumer",
      defaultValue = "1",
      description = "Threads, each with a pull of its own. More than one gives up the order.")
  private int concurrentConsumers = 1;

  @UriParam(
      label = "consumer",
      defaultValue = "5000",
      javaType = "java.time.Duration",
      description = "How long a pull waits at the server before it is renewed.")
  private long pullExpires = 5_000;

  @UriParam(
      label = "consumer",
      defaultValue = "1000",
      javaType = "java.time.Duration",
      description = "Delay before a failed message is delivered again; doubles with each delivery.")
  private long nakDelay = 1_000;

  @UriParam(
      label = "consumer",
      defaultValue = "30000",
      javaType = "java.time.Duration",
      description = "Upper limit of the delay before a failed message is delivered again.")
  private long nakDelayMax = 30_000;

  @UriParam(
      label = "consumer",
      defaultValue = "10000",
      javaType = "java.time.Duration",
      description =
          "Upper limit of the wait between attempts to bind while stream or server is gone.")
  private long bindDelayMax = 10_000;

  @UriParam(
      label = "producer",
      description = "Subject of messages that name none by CamelJetStreamSubject.")
  private String subject;

  @UriParam(
      label = "producer",
      defaultValue = "1000",
      description =
          "Most unacknowledged messages. Longer lists go out in slices; the client queues 5000.")
  private int maxInFlight = 1_000;

  @UriParam(
      label = "producer",
      defaultValue = "5000",
      javaType = "java.time.Duration",
      description = "How long to wait for the acknowledgements of a slice.")
  private long ackTimeout = 5_000;

  @UriParam(
      label = "common",
      description = "Comma separated URLs of the NATS servers, nats://user:password@host:port.",
      secret = true)
  private String servers;

  @UriParam(label = "advanced", description = "Connection to use instead of one made from servers.")
  private Connection connection;

  @UriParam(
      label = "advanced",
      description =
          "Stream and consumer files, applied at start and whenever the server has lost them.")
  private JetStreamResources resources;

  @UriParam(label = "advanced", description = "Which headers cross the wire.")
  private HeaderFilterStrategy headerFilterStrategy;

  private LazyConnection ownConnection;

  public JetStreamEndpoint(String uri, JetStreamComponent component, String stream) {
    super(uri, component);
    this.stream = stream;
  }

  @Override
  public Producer createProducer() {
    return new JetStreamProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    ObjectHelper.notNullOrEmpty(durable, "durable");
    JetStreamConsumer consumer = new JetStreamConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  /**
   * The connection in use, made now if need be.
   *
   * @throws IOException if the server can't be reached
   */
  public Connection connection() throws IOException, InterruptedException {
    return connection != null ? connection : ownConnection().get();
  }

  private synchronized LazyConnection ownConnection() {
    ObjectHelper.notNullOrEmpty(servers, "servers (or a Connection in the registry)");
    JetStreamComponent component = (JetStreamComponent) getComponent();
    if (Objects.equals(servers, component.getServers())) {
      return component.ownConnection();
    }
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

  public String getStream() {
    return stream;
  }

  public String getDurable() {
    return durable;
  }

  public void setDurable(String durable) {
    this.durable = durable;
  }

  public boolean isBatching() {
    return batching;
  }

  public void setBatching(boolean batching) {
    this.batching = batching;
  }

  public int getMaxBatch() {
    return maxBatch;
  }

  public void setMaxBatch(int maxBatch) {
    this.maxBatch = maxBatch;
  }

  public int getMaxBytes() {
    return maxBytes;
  }

  public void setMaxBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  public int getConcurrentConsumers() {
    return concurrentConsumers;
  }

  public void setConcurrentConsumers(int concurrentConsumers) {
    this.concurrentConsumers = concurrentConsumers;
  }

  public long getPullExpires() {
    return pullExpires;
  }

  public void setPullExpires(long pullExpires) {
    this.pullExpires = pullExpires;
  }

  public long getNakDelay() {
    return nakDelay;
  }

  public void setNakDelay(long nakDelay) {
    this.nakDelay = nakDelay;
  }

  public long getNakDelayMax() {
    return nakDelayMax;
  }

  public void setNakDelayMax(long nakDelayMax) {
    this.nakDelayMax = nakDelayMax;
  }

  public long getBindDelayMax() {
    return bindDelayMax;
  }

  public void setBindDelayMax(long bindDelayMax) {
    this.bindDelayMax = bindDelayMax;
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(String subject) {
    this.subject = subject;
  }

  public int getMaxInFlight() {
    return maxInFlight;
  }

  public void setMaxInFlight(int maxInFlight) {
    this.maxInFlight = maxInFlight;
  }

  public long getAckTimeout() {
    return ackTimeout;
  }

  public void setAckTimeout(long ackTimeout) {
    this.ackTimeout = ackTimeout;
  }

  public String getServers() {
    return servers;
  }

  public void setServers(String servers) {
    this.servers = servers;
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

  @Override
  public HeaderFilterStrategy getHeaderFilterStrategy() {
    return headerFilterStrategy;
  }

  @Override
  public void setHeaderFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
    this.headerFilterStrategy = headerFilterStrategy;
  }
}
