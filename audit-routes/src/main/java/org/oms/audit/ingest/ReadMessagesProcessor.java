// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.oms.jetstream.JetStreamHeaders;

/** Makes the messages of a JetStream batch the body, as plain values. */
public final class ReadMessagesProcessor implements Processor {

  private final String stream;

  /** Reads messages of this stream. */
  public ReadMessagesProcessor(String stream) {
    this.stream = stream;
  }

  @Override
  public void process(Exchange batch) {
    List<IncomingMessage> messages = new ArrayList<>();
    for (Object element : batch.getMessage().getBody(List.class)) {
      messages.add(read(((Exchange) element).getMessage()));
    }
    batch.getMessage().setBody(messages);
  }

  private IncomingMessage read(Message message) {
    byte[] payload = message.getBody(byte[].class);
    return new IncomingMessage(
        payload == null ? new byte[0] : payload,
        message.getHeader(JetStreamHeaders.MESSAGE_ID, String.class),
        message.getHeader(JetStreamHeaders.SUBJECT, String.class),
        stream,
        message.getHeader(JetStreamHeaders.SEQUENCE, Long.class));
  }
}
