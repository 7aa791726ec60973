// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Publishes and waits for the acknowledgements.
 *
 * <p>A list of {@link OutgoingMessage}, Exchange or Message goes out in order, many in flight; the
 * body becomes the list of {@link PublishOutcome}, one for each in the same order, and the exchange
 * does not fail. Any other body is one message: its acknowledgement goes into headers, its failure
 * fails the exchange.
 */
public class JetStreamProducer extends DefaultProducer {

  JetStreamProducer(JetStreamEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public JetStreamEndpoint getEndpoint() {
    return (JetStreamEndpoint) super.getEndpoint();
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    if (exchange.getMessage().getBody() instanceof List<?> messages) {
      List<OutgoingMessage> outgoing = messages.stream().map(this::outgoing).toList();
      exchange.getMessage().setBody(publish(outgoing));
    } else {
      publishOne(exchange);
    }
  }

  private void publishOne(Exchange exchange) throws Exception {
    PublishOutcome outcome = publish(List.of(outgoing(exchange.getMessage()))).get(0);
    if (!outcome.acknowledged()) {
      throw new PublishFailedException(exchange, outcome.failure());
    }
    Message message = exchange.getMessage();
    message.setHeader(JetStreamHeaders.ACK_STREAM, outcome.ack().stream());
    message.setHeader(JetStreamHeaders.ACK_SEQUENCE, outcome.ack().sequence());
    message.setHeader(JetStreamHeaders.ACK_DUPLICATE, outcome.ack().duplicate());
  }

  private List<PublishOutcome> publish(List<OutgoingMessage> messages) throws InterruptedException {
    try {
      Connection connection = getEndpoint().connection();
      return new Publication(connection, getEndpoint()).publish(messages);
    } catch (IOException e) {
      return messages.stream()
          .map(message -> PublishOutcome.failed(message.id(), "not connected: " + e))
          .toList();
    }
  }

  private OutgoingMessage outgoing(Object element) {
    if (element instanceof OutgoingMessage message) {
      return message;
    }
    if (element instanceof Exchange exchange) {
      return outgoing(exchange.getMessage());
    }
    if (element instanceof Message message) {
      return outgoing(message);
    }
    throw new IllegalArgumentException(
        "A batch holds OutgoingMessage, Exchange or Message, not "
            + (element == null ? "null" : element.getClass().getName()));
  }

  private OutgoingMessage outgoing(Message message) {
    var headers = new WireHeaders(getEndpoint().getHeaderFilterStrategy()).of(message);
    String id = headers.remove(JetStreamHeaders.MESSAGE_ID);
    String subject =
        message.getHeader(JetStreamHeaders.SUBJECT, getEndpoint().getSubject(), String.class);
    byte[] payload = message.getBody(byte[].class);
    if (payload == null && message.getBody() != null) {
      throw new IllegalArgumentException(
          "No type converter makes bytes of a " + message.getBody().getClass().getName());
    }
    return new OutgoingMessage(subject, id, headers, payload);
  }
}
