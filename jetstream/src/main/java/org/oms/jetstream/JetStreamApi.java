// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The four requests of the JetStream API that {@link JetStreamResources} needs, with the files'
 * JSON as it stands. The client's own configuration classes would drop what they don't know and add
 * what an older server does not.
 */
record JetStreamApi(Connection connection) {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;

  Optional<JsonValue> streamConfig(String stream) throws IOException, InterruptedException {
    return config(request("STREAM.INFO." + stream, ""));
  }

  Optional<JsonValue> consumerConfig(String stream, String consumer)
      throws IOException, InterruptedException {
    return config(request("CONSUMER.INFO." + stream + "." + consumer, ""));
  }

  void createStream(String stream, String config) throws IOException, InterruptedException {
    orThrow(request("STREAM.CREATE." + stream, config));
  }

  void createConsumer(String stream, String consumer, String config)
      throws IOException, InterruptedException {
    // The action keeps servers from 2.10 on from updating a consumer somebody created meanwhile.
    String body =
        """
        {"stream_name": "%s", "action": "create", "config": %s}"""
            .formatted(stream, config);
    orThrow(request("CONSUMER.DURABLE.CREATE." + stream + "." + consumer, body));
  }

  private JsonValue request(String subject, String body) throws IOException, InterruptedException {
    Message reply =
        connection.request("$JS.API." + subject, body.getBytes(StandardCharsets.UTF_8), TIMEOUT);
    if (reply == null) {
      throw new IOException("No answer to " + subject + " within " + TIMEOUT);
    }
    if (reply.isStatusMessage()) {
      throw new IOException(subject + ": " + reply.getStatus().getMessageWithCode());
    }
    try {
      return JsonParser.parse(reply.getData());
    } catch (JsonParseException e) {
      throw new IOException("Answer to " + subject + " is not JSON", e);
    }
  }

  private static Optional<JsonValue> config(JsonValue reply) throws IOException {
    JsonValue error = JsonValueUtils.readObject(reply, "error");
    if (JsonValueUtils.readInteger(error, "code", 0) == NOT_FOUND) {
      return Optional.empty();
    }
    return Optional.of(JsonValueUtils.readObject(orThrow(reply), "config"));
  }

  private static JsonValue orThrow(JsonValue reply) throws IOException {
    JsonValue error = JsonValueUtils.readObject(reply, "error");
    if (error != null && !error.map.isEmpty()) {
      throw new IOException("JetStream refused: " + error.toJson());
    }
    return reply;
  }
}
