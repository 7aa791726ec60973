// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import org.apache.camel.spi.Metadata;

/** The headers this component sets and reads. */
public final class JetStreamHeaders {

  @Metadata(
      description =
          "Subject of the message. A producer reads it to override the endpoint's subject.",
      javaType = "String")
  public static final String SUBJECT = "CamelJetStreamSubject";

  @Metadata(
      description = "Sequence of the message in its stream.",
      javaType = "Long",
      label = "consumer")
  public static final String SEQUENCE = "CamelJetStreamSequence";

  @Metadata(
      description = "How often the message was delivered, this time included.",
      javaType = "Long",
      label = "consumer")
  public static final String DELIVERY_COUNT = "CamelJetStreamDeliveryCount";

  @Metadata(
      description = "When the server stored the message.",
      javaType = "java.time.Instant",
      label = "consumer")
  public static final String TIMESTAMP = "CamelJetStreamTimestamp";

  @Metadata(
      description = "Stream that acknowledged the message.",
      javaType = "String",
      label = "producer")
  public static final String ACK_STREAM = "CamelJetStreamAckStream";

  @Metadata(
      description = "Sequence the stream gave the message.",
      javaType = "Long",
      label = "producer")
  public static final String ACK_SEQUENCE = "CamelJetStreamAckSequence";

  @Metadata(
      description = "Whether the stream already had a message of this id.",
      javaType = "Boolean",
      label = "producer")
  public static final String ACK_DUPLICATE = "CamelJetStreamAckDuplicate";

  @Metadata(
      description =
          "Id by which the stream drops duplicates. It crosses the wire under this very name.",
      javaType = "String")
  public static final String MESSAGE_ID = "Nats-Msg-Id";

  private JetStreamHeaders() {}
}
